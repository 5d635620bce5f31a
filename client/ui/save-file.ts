/** Gives a file to the browser to be kept; works without the server. */
export function saveFile(name: string, content: BlobPart, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the bytes by then; the memory is given back.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
