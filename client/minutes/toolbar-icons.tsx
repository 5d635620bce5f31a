/** Signs of the text toolbar on a 24 grid; the button's name says what they mean. */
const paths = {
  undo: 'M9 8 4 12l5 4M4 12h10a5 5 0 0 1 5 5v1',
  redo: 'm15 8 5 4-5 4M20 12H10a5 5 0 0 0-5 5v1',
  bullets: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  numbers:
    'M10 6h10M10 12h10M10 18h10M4 5l1.5-1v4M4 11.2c.6-1 2.6-1 2.6.3 0 1-2.6 1.2-2.6 2.7h2.8M4 16.4h2.6L5 18.2c1.8 0 2 2 .3 2.2-.6 0-1-.2-1.4-.6',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14',
  time: 'M12 7v5l3 3M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  petition: 'M9.5 4 7 20M17 4l-2.5 16M4.5 9h16M3.5 15h16',
} as const;

export type ToolbarIconName = keyof typeof paths;

export function ToolbarIcon(props: { name: ToolbarIconName }) {
  return (
    <svg
      width="1.25em"
      height="1.25em"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={paths[props.name]} />
    </svg>
  );
}
