/** What Word 365 puts on the clipboard (shortened in its styles only). */
export const wordHtml = `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Word 15">
<link rel=File-List href="file:///C:/Users/VP/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-size:14.0pt;} --></style>
</head>
<body lang=EN-US style='tab-interval:36.0pt'><!--StartFragment-->
<h1 style='margin-top:12.0pt'><span lang=VI style='font-size:14.0pt;color:black'>KẾT QUẢ ĐỐI THOẠI<o:p></o:p></span></h1>
<p class=MsoNormal style='text-align:justify'><b style='mso-bidi-font-weight:normal'><span lang=VI>Ông A Thắng</span></b><span lang=VI> nêu <i>hai</i> <u>ý kiến</u> <span class=MsoCommentReference><a style='mso-comment-reference:VP_1'></a><a class=msocomanchor href="#_msocom_1">[VP1]</a><span style='mso-special-character:comment'>&nbsp;</span></span>về   đường&nbsp;liên thôn<del cite="mailto:x" datetime="2023">đã xóa</del>, xem <a href="javascript:alert(1)">tại đây</a>:<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-fareast-font-family:"Times New Roman"'><span style='mso-list:Ignore'>-<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Sửa đường;<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>Đoạn qua suối;<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>Đoạn đầu thôn;<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>-<span>&nbsp;&nbsp; </span></span><![endif]>Làm cống.<o:p></o:p></p>
<p class=MsoNormal>Trả lời:</p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>3.<span>&nbsp;&nbsp; </span></span><![endif]>Khảo sát;</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>4.<span>&nbsp;&nbsp; </span></span><![endif]>Lập dự toán.</p>
<p class=MsoListParagraph style='mso-list:l2 level1 lfo3'><![if !supportLists]><span style='mso-list:Ignore'>1)<span>&nbsp;&nbsp; </span></span><![endif]>Danh sách khác.</p>
<table class=MsoTableGrid border=1 style='border-collapse:collapse'>
 <thead><tr><td width=50 style='width:37pt'><p class=MsoNormal align=center><b>STT</b></p></td><td width=400><p class=MsoNormal>Nội dung</p></td></tr></thead>
 <tr><td colspan=99999 width=450><p class=MsoNormal><span style='font-weight:bold'>Một</span></p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;</span></span>trong ô</p></td></tr>
</table>
<p class=MsoNormal><img width=1 height=1 src="http://theo-doi.example/pixel.gif" onerror="window.hacked=1"><script>window.hacked = 1</script>Hết.</p>
<p class=MsoNormal style='mso-hide:all;display:none'>ẩn</p>
<!--EndFragment-->
<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Ghi chú riêng của văn phòng</p></div></div>
</body></html>`;
