/** A name only: whatever the page suggests, the dialog does not open in a folder of its choosing. */
export function safeName(name: string): string {
  const cleaned = name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_').replace(/^\.+/, '');
  return cleaned.slice(0, 120) || 'file';
}
