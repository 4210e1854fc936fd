import { createServer } from 'node:net';

/** A printer that takes everything and says nothing, in a process of its own: reading is not ours to count. */
const server = createServer({ allowHalfOpen: true }, (socket) => {
  let bytes = 0;
  socket.on('data', (piece) => {
    bytes += piece.length;
  });
  socket.on('end', () => {
    process.send?.({ took: bytes });
    socket.end();
  });
  socket.on('error', () => undefined);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
});
process.on('disconnect', () => process.exit(0));
