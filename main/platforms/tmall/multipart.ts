import { bytesOf } from '../bytes.ts';

export interface UploadFile {
  /** Parameter name, e.g. `img`. */
  field: string;
  name: string;
  contentType: string;
  bytes: Uint8Array;
}

/** A multipart/form-data body. `boundary` must not occur in the parts: 32 random hex digits. */
export function multipartBody(
  params: Readonly<Record<string, string>>,
  file: UploadFile,
  boundary: string,
): Uint8Array {
  const chunks: Uint8Array[] = [];
  for (const [name, value] of Object.entries(params)) {
    chunks.push(
      bytesOf(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
    );
  }
  // A quote or line break in the file name would break out of the header.
  const safeName = file.name.replace(/["\r\n\\]/g, '_');
  const head = `content-disposition: form-data; name="${file.field}"; filename="${safeName}"`;
  chunks.push(bytesOf(`--${boundary}\r\n${head}\r\ncontent-type: ${file.contentType}\r\n\r\n`));
  chunks.push(file.bytes, bytesOf(`\r\n--${boundary}--\r\n`));
  const body = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}
