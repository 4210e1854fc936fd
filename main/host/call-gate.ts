import type { Gate, GateCall } from '../../db/gate.ts';
import type { Tx } from '../../db/tx.ts';

/**
 * The gate as one call of a handler sees it. The transaction that carries the call's request id is recorded with
 * the input's hash, so that a repeat is told from a reused id even after a restart. A command is one transaction;
 * a handler that needs more (counting a wrong PIN before it refuses) names other request ids for them.
 */
export function gateForCall(gate: Gate, call: { requestId: string; inputHash: string }): Gate {
  const facade = {
    run: <T>(wanted: GateCall, fn: (tx: Tx) => T): T =>
      gate.run(
        wanted.requestId === call.requestId && call.inputHash !== ''
          ? { ...wanted, inputHash: call.inputHash }
          : wanted,
        fn,
      ),
    findAnswer: gate.findAnswer.bind(gate),
    onCommit: gate.onCommit.bind(gate),
    get head() {
      return gate.head;
    },
    get clockBack() {
      return gate.clockBack;
    },
    get stats() {
      return gate.stats;
    },
  };
  return facade as unknown as Gate;
}
