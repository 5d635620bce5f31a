import { ImportedXmlComponent, TextRun } from 'docx';
import { measures } from '../../shared/documents/measures.ts';
import { widthOf } from './fonts.ts';

/** A word across the page, as Word's own watermark: a text path in the header, behind the text. */

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const shapeType =
  '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">' +
  '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>' +
  '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>' +
  '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/>' +
  '<v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>' +
  '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>' +
  '<v:textpath on="t" fitshape="t"/><v:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>';

function picture(mark: string): ImportedXmlComponent {
  const { size, angle, color } = measures.mark;
  const width = Math.round((widthOf(mark, 'bold', size) * 72) / 25.4);
  const text = mark.replace(/[&<>"]/gu, (char) => escapes[char] ?? char);
  const style = [
    'position:absolute;margin-left:0;margin-top:0',
    `width:${width}pt;height:${size}pt;rotation:${360 + angle};z-index:-251658752`,
    'mso-position-horizontal:center;mso-position-horizontal-relative:page',
    'mso-position-vertical:center;mso-position-vertical-relative:page',
  ].join(';');
  // LibreOffice knows a watermark by this name alone.
  return ImportedXmlComponent.fromXmlString(
    '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"' +
      ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">' +
      `${shapeType}<v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136"` +
      ` style="${style}" o:allowincell="f" fillcolor="#${color}" stroked="f">` +
      `<v:textpath style="font-family:&quot;${measures.font.word}&quot;;font-size:1pt;font-weight:bold" string="${text}"/>` +
      '</v:shape></w:pict>',
  );
}

/** The run of a header's paragraph that draws the mark on the header's pages. */
export class MarkRun extends TextRun {
  constructor(mark: string) {
    super({});
    this.root.push(picture(mark));
  }
}
