/** A host for shell specs: says what it was told. Its commands come in through ordinary calls. */
const port = process.parentPort;
const told = [];
const blobs = new Map();
let keyReply = null;
const args = process.argv.slice(2);
const answer = (id, value) => port.postMessage({ kind: 'answer', id, answer: { ok: true, value } });

const channels = {
  'test.echo': ({ id, input }) => answer(id, input),
  'test.told': ({ id }) => answer(id, { told, args, pid: process.pid, keyReply }),
  'test.change': ({ id, window, input }) => {
    port.postMessage({ kind: 'change', window: input.mine ? window : null, change: input.change });
    answer(id, null);
  },
  'test.crash': () => process.kill(process.pid, 'SIGKILL'),
  'test.fatal': () =>
    port.postMessage({ kind: 'fatal', code: 'store_newer', params: { found: 9, known: 1 } }),
  'test.slow': ({ id, input }) => setTimeout(() => answer(id, 'late'), input.ms),
  'test.print': ({ input }) => port.postMessage({ kind: 'print', id: 1, job: input }),
  'test.storeKey': ({ id, input }) => {
    port.postMessage({ kind: 'store-key', hex: input.hex });
    setTimeout(() => answer(id, null), 300);
  },
  'test.printers': () => port.postMessage({ kind: 'list-printers', id: 2 }),
};

port.on('message', ({ data }) => {
  if (data.kind === 'call') {
    const serve = channels[data.channel];
    if (serve) serve(data);
    else
      port.postMessage({
        kind: 'answer',
        id: data.id,
        answer: { ok: false, error: { code: 'unknown_channel', params: { channel: data.channel } } },
      });
  } else if (data.kind === 'key' && data.place === 'unreadable') {
    // As the real host: it stays shut and asks for the recovery key
    port.postMessage({ kind: 'fatal', code: 'store_key_missing', params: {}, rescue: true });
  } else if (data.kind === 'key') {
    keyReply = { hex: data.hex, place: data.place };
    port.postMessage({ kind: 'ready' });
  } else if (data.kind === 'blob-put') {
    const bytes = blobs.get(data.ticket) ?? [];
    blobs.set(data.ticket, bytes);
    bytes.push(Buffer.from(data.bytes));
    port.postMessage({
      kind: 'blob-answer',
      id: data.id,
      answer: { ok: true, value: { offset: data.offset + data.bytes.byteLength } },
    });
  } else if (data.kind === 'blob-get') {
    const whole = Buffer.concat(blobs.get(data.ticket) ?? []);
    const bytes = new Uint8Array(whole.subarray(data.offset, data.offset + data.length));
    port.postMessage({
      kind: 'blob-answer',
      id: data.id,
      answer: { ok: true, value: { size: whole.length, mime: 'text/plain', name: 'x' } },
      bytes,
    });
  } else if (data.kind === 'stop') process.exit(0);
  else
    told.push(
      data.kind === 'printed' && data.outcome.pdf
        ? { kind: 'printed', pdf: readPdf(data.outcome.pdf) }
        : data,
    );
});

/** Size of the first page in points and number of pages, from the plain parts of Chromium's PDF. */
function readPdf(bytes) {
  const text = Buffer.from(bytes).toString('latin1');
  const box = /\/MediaBox\s*\[([^\]]+)\]/.exec(text)?.[1].trim().split(/\s+/).map(Number);
  return {
    head: text.slice(0, 5),
    pages: Number(/\/Count (\d+)/.exec(text)?.[1]),
    size: box?.slice(2).map(Math.round),
  };
}
port.postMessage({ kind: 'need-key' });
