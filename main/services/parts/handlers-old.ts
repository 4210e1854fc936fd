import {
  boxesOfParcel,
  listAnswers,
  listBoxes,
  listBoxParts,
  listForBox,
  listOldParts,
  readBox,
  readOldPayers,
} from '../../../db/queries/old-parts.ts';
import {
  deadPhoto,
  listExchanges,
  listDead,
  listParcels,
  readParcel,
  requestsOfParcel,
} from '../../../db/queries/parcels.ts';
import { Fault } from '../../../domain/kernel/fault.ts';
import { sumOldParts } from '../../../domain/stock/old-part-sum.ts';
import type { OutputOf } from '../../../preload/contract/index.ts';
import { runCommand } from '../command.ts';
import type { Handlers } from '../context.ts';
import { ownOnly, todayOf } from './access.ts';
import { addDeadPhoto, findDead, sendDead, stepDead } from './dead-parts.ts';
import { answerOldPart } from './old-answer.ts';
import { stepExchange } from './exchange.ts';
import { closeBox, openBox, putInBox, reopenBox, takeFromBox } from './old-box.ts';
import { handInOldPart, stepOldPart } from './old-parts.ts';
import { announceParcel, changeParcel, sendBoxes, stepParcel } from './parcels.ts';

type OldRow = OutputOf<'parts.oldParts'>['rows'][number];
type Box = OutputOf<'parts.box'>['box'];

/** Old parts to their end, boxes and parcels, dead parts, exchanges. */
export const oldHandlers = {
  'parts.oldParts': (ctx, input) =>
    listOldParts(ctx.read, {
      ...input,
      staffId: ownOnly(ctx) ?? input.staffId,
      today: todayOf(ctx),
    }) as unknown as OutputOf<'parts.oldParts'>,
  'parts.handInOld': (ctx, input) =>
    runCommand(ctx, 'parts.handInOld', (tx) => ({
      items: input.items.map((item) => handInOldPart(tx, item)),
    })),
  'parts.stepOld': (ctx, { items, to, bearer, reason }) =>
    runCommand(ctx, 'parts.stepOld', (tx) => ({
      items: items.map((item) =>
        to === 'charged'
          ? answerOldPart(tx, {
              ...item,
              answer: 'charged',
              cause: reason,
              note: '',
              bearer: bearer ?? 'outlet',
              amountFen: null,
              dueDay: null,
            })
          : stepOldPart(tx, { ...item, to, bearer, reason }),
      ),
    })),
  'parts.answerOld': (ctx, { items, ...answer }) =>
    runCommand(ctx, 'parts.answerOld', (tx) => ({
      items: items.map((item) => answerOldPart(tx, { ...item, ...answer })),
    })),
  'parts.oldAnswers': (ctx, input) => ({ answers: listAnswers(ctx.read, input.id) as never }),
  'parts.oldPayers': (ctx) => {
    const { uses, parts, money } = readOldPayers(ctx.read, todayOf(ctx));
    const sums = sumOldParts(uses, parts);
    return {
      payers: money.map((row) => {
        const sum = sums.get(row.payerId as string);
        return {
          ...row,
          usedMilli: sum?.used ?? 0,
          returnedMilli: sum?.returned ?? 0,
          scrappedMilli: sum?.scrapped ?? 0,
          heldMilli: sum?.held ?? 0,
          lostMilli: sum?.lost ?? 0,
          differsMilli: sum?.differs ?? 0,
        };
      }) as OutputOf<'parts.oldPayers'>['payers'],
    };
  },
  'parts.boxes': (ctx, input) => listBoxes(ctx.read, input) as unknown as OutputOf<'parts.boxes'>,
  'parts.box': (ctx, input) => {
    const box = readBox(ctx.read, input.id) as Box | undefined;
    if (box === undefined) throw new Fault('not_found', { entity: 'document', id: input.id });
    const today = todayOf(ctx);
    const rows = listBoxParts(ctx.read, { boxId: box.id, today }) as OldRow[];
    const waiting = box.state === 'open' ? listForBox(ctx.read, { payerId: box.payerId, today }) : [];
    return { box, rows, waiting: waiting as OldRow[], codeText: codeOf(box, rows) };
  },
  'parts.boxOpen': (ctx, input) => runCommand(ctx, 'parts.boxOpen', (tx) => openBox(tx, input.payerId)),
  'parts.boxPut': (ctx, { boxId, code, ids }) =>
    runCommand(ctx, 'parts.boxPut', (tx) => ({
      items:
        code === null
          ? ids.map((oldPartId) => putInBox(tx, { boxId, code: null, oldPartId }))
          : [putInBox(tx, { boxId, code, oldPartId: null })],
    })),
  'parts.boxTake': (ctx, input) =>
    runCommand(ctx, 'parts.boxTake', (tx) => ({ items: input.items.map((item) => takeFromBox(tx, item)) })),
  'parts.boxClose': (ctx, { reopen, ...box }) =>
    runCommand(ctx, 'parts.boxClose', (tx) => (reopen ? reopenBox(tx, box) : closeBox(tx, box))),
  'parts.parcels': (ctx, input) =>
    listParcels(ctx.read, { ...input, today: todayOf(ctx) }) as unknown as OutputOf<'parts.parcels'>,
  'parts.parcel': (ctx, input) => {
    const parcel = readParcel(ctx.read, { id: input.id, today: todayOf(ctx) });
    if (parcel === undefined) throw new Fault('not_found', { entity: 'parcel', id: input.id });
    return {
      parcel,
      boxes: boxesOfParcel(ctx.read, input.id),
      requests: requestsOfParcel(ctx.read, input.id),
    } as unknown as OutputOf<'parts.parcel'>;
  },
  'parts.parcelSend': (ctx, input) => runCommand(ctx, 'parts.parcelSend', (tx) => sendBoxes(tx, input)),
  'parts.parcelAnnounce': (ctx, input) =>
    runCommand(ctx, 'parts.parcelAnnounce', (tx) => announceParcel(tx, input)),
  'parts.parcelChange': (ctx, input) =>
    runCommand(ctx, 'parts.parcelChange', (tx) => changeParcel(tx, input)),
  'parts.parcelStep': (ctx, input) => runCommand(ctx, 'parts.parcelStep', (tx) => stepParcel(tx, input)),
  'parts.dead': (ctx, input) =>
    listDead(ctx.read, { ...input, today: todayOf(ctx) }) as unknown as OutputOf<'parts.dead'>,
  'parts.deadFind': (ctx, input) => runCommand(ctx, 'parts.deadFind', (tx) => findDead(tx, input)),
  'parts.deadStep': (ctx, input) => runCommand(ctx, 'parts.deadStep', (tx) => stepDead(tx, input)),
  'parts.deadSend': (ctx, input) => runCommand(ctx, 'parts.deadSend', (tx) => sendDead(tx, input)),
  'parts.deadPhoto': (ctx, input) => runCommand(ctx, 'parts.deadPhoto', (tx) => addDeadPhoto(tx, input)),
  'parts.deadPhotoTicket': (ctx, input) => {
    const photo = deadPhoto(ctx.read, input.attachmentId);
    if (photo === undefined) throw new Fault('not_found', { entity: 'attachment', id: input.attachmentId });
    return { ticket: ctx.host.blobs.ticket(photo.hash, { name: photo.name, mime: photo.mime }) };
  },
  'parts.exchanges': (ctx, input) => listExchanges(ctx.read, input) as unknown as OutputOf<'parts.exchanges'>,
  'parts.exchangeStep': (ctx, input) =>
    runCommand(ctx, 'parts.exchangeStep', (tx) => stepExchange(tx, input)),
} satisfies Handlers;

/** Number, payer, which of how many boxes, how many pieces; then every label, so that a scan of it says what lies inside. */
const codeOf = (box: Box, rows: readonly OldRow[]): string =>
  [
    `${box.number}|${box.payerId}|${box.boxNo}/${box.boxes}|${rows.length}`,
    ...rows.map((row) => row.labelNumber ?? ''),
  ].join('\n');
