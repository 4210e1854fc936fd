/** The page about the life of an order as text, from the tables under domain/. Pure: a test compares it with the file. */
import { appointmentSteps, appointmentStatuses } from '../domain/orders/appointment.ts';
import { holdReasons } from '../domain/orders/hold.ts';
import { effectWords, guardWords, orderEdges } from '../domain/orders/life.ts';
import { queueNames, queueWords } from '../domain/orders/queue.ts';
import { mainStates, orderStates, orderStateWords, sideStates } from '../domain/orders/states.ts';
import { visitOutcomes } from '../domain/visits/outcomes.ts';

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** One arrow per pair of states with all its actions, so that the picture stays readable. */
function arrows(states: readonly string[]): string[] {
  const pairs = new Map<string, string[]>();
  for (const edge of orderEdges) {
    if (!states.includes(edge.from) || !states.includes(edge.to)) continue;
    const key = `${edge.from} --> ${edge.to}`;
    const actions = pairs.get(key) ?? [];
    if (!actions.includes(edge.action)) actions.push(edge.action);
    pairs.set(key, actions);
  }
  return [...pairs].map(([pair, actions]) => `  ${pair}: ${actions.join(', ')}`);
}

function diagram(states: readonly string[]): string {
  const names = orderStates
    .filter((state) => states.includes(state))
    .map((state) => `  ${state}: ${orderStateWords[state].zh} ${state}`);
  const start = states.includes('received') ? ['  [*] --> received'] : [];
  return ['```mermaid', 'stateDiagram-v2', ...names, ...start, ...arrows(states), '```'].join('\n');
}

export function drawOrderLife(): string {
  const used = (kind: 'needs' | 'effects', name: string) =>
    [
      ...new Set(
        orderEdges
          .filter((edge) => (edge[kind] as readonly string[]).includes(name))
          .map((edge) => edge.action),
      ),
    ].join(', ');
  const parts = [
    '# The life of a work order',
    '',
    '<!-- Drawn by `node build/draw-order-life.ts` from domain/orders/life.ts. Do not edit: a test compares. -->',
    '',
    'Only the edges of one table exist. Whoever changes a state names the edge, proves its guards and carries out its',
    'effects in the same transaction. Appointment, visits, the verdict of the upstream and settlement are axes of their',
    'own; rework is a child order.',
    '',
    '## The straight way',
    '',
    diagram(mainStates),
    '',
    '## Beside the way',
    '',
    ...sideStates.flatMap((side) => [
      `### ${orderStateWords[side].zh} · ${orderStateWords[side].en}`,
      '',
      table(
        ['in by', 'from', 'out by', 'to'],
        [
          [
            [...new Set(orderEdges.filter((edge) => edge.to === side).map((edge) => edge.action))].join(', '),
            [...new Set(orderEdges.filter((edge) => edge.to === side).map((edge) => edge.from))].join(', '),
            [
              ...new Set(
                orderEdges
                  .filter((edge) => edge.from === side && edge.to !== side)
                  .map((edge) => edge.action),
              ),
            ].join(', '),
            [
              ...new Set(
                orderEdges.filter((edge) => edge.from === side && edge.to !== side).map((edge) => edge.to),
              ),
            ].join(', '),
          ],
        ],
      ),
      '',
    ]),
    '## Every edge',
    '',
    table(
      ['from', 'action', 'to', 'needs', 'effects', 'permission'],
      orderEdges.map((edge) => [
        edge.from,
        `**${edge.action}**`,
        edge.to,
        edge.needs.join(', '),
        edge.effects.join(', '),
        edge.permission,
      ]),
    ),
    '',
    '## Guards',
    '',
    table(
      ['name', 'true when', 'asked by'],
      Object.entries(guardWords).map(([name, text]) => [name, text, used('needs', name)]),
    ),
    '',
    '## Effects',
    '',
    table(
      ['name', 'does', 'on'],
      Object.entries(effectWords).map(([name, text]) => [name, text, used('effects', name)]),
    ),
    '',
    '## Appointment',
    '',
    table(
      ['status', 'takes'],
      appointmentStatuses.map((status) => [status, appointmentSteps[status].join(', ')]),
    ),
    '',
    '## Why an order waits, and whose clock stops',
    '',
    table(
      ['code', '中文', 'reason', 'stops', 'ends by'],
      holdReasons.map((reason) => [
        reason.code,
        reason.zh,
        reason.key,
        reason.stops.join(', ') || 'nothing',
        reason.endsBy,
      ]),
    ),
    '',
    '## How a visit ends',
    '',
    table(
      ['code', '中文', 'order may finish', 'then waits as', 'pay', 'fees proposed', 'proof'],
      visitOutcomes.map((outcome) => [
        outcome.code,
        outcome.zh,
        outcome.ends ? 'yes' : 'no',
        outcome.hold ?? '',
        outcome.pay,
        outcome.fees.join(', '),
        outcome.proof.join(', '),
      ]),
    ),
    '',
    '## Lists are named by what comes next',
    '',
    table(
      ['queue', '中文', 'English'],
      queueNames.map((queue) => [queue, queueWords(queue).zh, queueWords(queue).en]),
    ),
    '',
  ];
  return parts.join('\n');
}
