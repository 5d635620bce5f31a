/** Line icons drawn on a 24 grid; decoration only, the word beside them carries the meaning. */
const paths = {
  add: 'M12 5v14M5 12h14',
  alarm: 'M12 8v5l3 2M12 21a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM5 3 2 6M22 6l-3-3',
  back: 'm15 6-6 6 6 6',
  board: 'M4 4h5v16H4zM10 4h5v10h-5zM16 4h4v13h-4z',
  camera: 'M4 8h3l2-3h6l2 3h3v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z',
  chart: 'M4 20h16M6 17v-5h3v5M11 17V6h3v11M16 17v-8h3v8',
  check: 'm5 13 4 4L19 7',
  chevron: 'm9 6 6 6-6 6',
  clock: 'M12 7v5l3 3M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  close: 'M6 6l12 12M18 6 6 18',
  cloud: 'M7 18a4.5 4.5 0 0 1-.6-8.96A6 6 0 0 1 18 10.5 3.8 3.8 0 0 1 17.5 18Z',
  cloudOff: 'M3 3l18 18M7 18a4.5 4.5 0 0 1-.6-8.96M10 5.3A6 6 0 0 1 18 10.5a3.8 3.8 0 0 1 2 5.6',
  compass: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm3.5-12.5-2 5-5 2 2-5z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  device: 'M4 5h16v10H4zM2 19h20',
  document: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  download: 'M12 4v11m-4-4 4 4 4-4M5 20h14',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  filter: 'M4 5h16l-6 8v6l-4-2v-4z',
  flag: 'M5 21V4h13l-3 4 3 4H5',
  home: 'm4 11 8-7 8 7v9h-5v-6H9v6H4z',
  houses: 'm2 12.5 6-5 6 5V20H2zM6.5 20v-4h3v4M11 8.5 15.5 5l6.5 5v10h-5',
  info: 'M12 11v6M12 7.5v.5M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z',
  link: 'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1-1',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  menu: 'M4 7h16M4 12h16M4 17h16',
  merge: 'M6 4v4c0 4 6 4 6 8v4M18 4v4c0 4-6 4-6 8',
  minus: 'M5 12h14',
  move: 'M5 12h14m-4-4 4 4-4 4',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.5M17.5 14.5c2.3.6 3.7 2.4 4 5.5',
  pen: 'M4 20l1-5L16 4l4 4L9 19zM13 7l4 4',
  plan: 'M5 5h14v16H5zM9 3v4M15 3v4M8 11h8M8 15h5',
  print: 'M7 9V3h10v6M6 17H3v-8h18v8h-3M7 14h10v7H7z',
  reply: 'M10 7 4 12l6 5v-3c5 0 8 1 10 5 0-6-3-9-10-9z',
  screen: 'M3 4h18v12H3zM8 20h8M12 16v4',
  search: 'm20 20-4.5-4.5M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Z',
  send: 'M4 12 20 4l-5 16-4-7z',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  speech: 'M4 5h16v11H10l-5 4v-4H4z',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14',
  undo: 'M9 8 4 12l5 4M4 12h10a5 5 0 0 1 5 5v1',
  up: 'M12 20V5m-5 5 5-5 5 5',
  upload: 'M12 16V5m-4 4 4-4 4 4M5 20h14',
  user: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 21c.6-4.5 3.3-7 7.5-7s6.9 2.5 7.5 7',
  warning: 'M12 4 2.5 20h19zM12 10v5M12 17.5v.5',
} as const;

export type IconName = keyof typeof paths;

/** Draws an icon in the text's colour and size. */
export function Icon(props: { name: IconName; size?: string }) {
  return (
    <svg
      width={props.size ?? '1.15em'}
      height={props.size ?? '1.15em'}
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
