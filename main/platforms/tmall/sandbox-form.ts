/** Reads what a TOP client posts: url-encoded or multipart; the sandbox's own code. */
export interface TopForm {
  fields: Map<string, string>;
  file: { name: string; bytes: Uint8Array } | null;
}

function multipart(body: Uint8Array, boundary: string): TopForm | null {
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const mark = Buffer.from(`--${boundary}`);
  const form: TopForm = { fields: new Map(), file: null };
  let at = buffer.indexOf(mark);
  while (at !== -1) {
    const start = at + mark.length;
    const next = buffer.indexOf(mark, start);
    if (next === -1) return buffer.subarray(start, start + 2).toString() === '--' ? form : null;
    const part = buffer.subarray(start + 2, next - 2);
    const split = part.indexOf('\r\n\r\n');
    if (split === -1) return null;
    const head = part.subarray(0, split).toString('utf8');
    const content = part.subarray(split + 4);
    const name = /[; ]name="([^"]*)"/.exec(head)?.[1];
    const fileName = /filename="([^"]*)"/.exec(head)?.[1];
    if (name === undefined) return null;
    if (fileName === undefined) form.fields.set(name, content.toString('utf8'));
    else form.file = { name: fileName, bytes: new Uint8Array(content) };
    at = next;
  }
  return null;
}

/** Null when the body is no form. */
export function readTopForm(contentType: string, body: Uint8Array, target: string): TopForm | null {
  const boundary = /^multipart\/form-data;\s*boundary=([^;\s]+)/i.exec(contentType)?.[1];
  const query = target.includes('?') ? target.slice(target.indexOf('?') + 1) : '';
  if (boundary !== undefined) return multipart(body, boundary);
  const fields = new Map<string, string>(new URLSearchParams(query));
  for (const [name, value] of new URLSearchParams(Buffer.from(body).toString('utf8')))
    fields.set(name, value);
  return { fields, file: null };
}
