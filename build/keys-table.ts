/**
 * All keys of the window, room by room: what docs/keys.md shows and what tests/ui/keys.test.ts holds against the source.
 * In the rooms where orders are worked on a key means the same everywhere.
 */
export interface KeyRow {
  /** As the source binds it; several that do the same with a space between. */
  keys: string;
  /** The one thing it does, in the rooms of orders; elsewhere the words say it. */
  meaning: string;
  /** Full key of the catalogues. */
  words: string;
}

export interface KeyRoom {
  id: string;
  zh: string;
  en: string;
  /** Beginnings of the paths below renderer/ in which its keys are bound; the longest that fits a file decides. */
  files: readonly string[];
  /** Orders are worked on here. */
  ofOrders?: true;
  rows: readonly KeyRow[];
}

/** One line: keys, meaning where orders are worked on, words. */
function rows(table: string): KeyRow[] {
  return table
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [keys = '', ...rest] = line.trim().split(' | ');
      const words = rest.at(-1) ?? '';
      return { keys, meaning: rest.length > 1 ? (rest[0] ?? '') : words, words };
    });
}

/** What goes on, saves, leaves and moves in every room and dialog: not told again room by room. */
export const commonRows: readonly KeyRow[] = rows(`
  Enter | ui:open
  Mod+Enter Mod+S | common:save
  Escape | ui:close
  ArrowDown J | ui:list.next
  ArrowUp K | ui:list.previous
  ArrowRight | ui:queue.next
  ArrowLeft | ui:queue.previous
  Mod+Z | ui:undo
`);

export const keyRooms: readonly KeyRoom[] = [
  {
    id: 'everywhere',
    zh: '到处可用',
    en: 'Everywhere',
    files: ['app/frame.tsx', 'ui/toast.tsx'],
    rows: rows(`? F1 | common:keys.help`),
  },
  {
    id: 'rows',
    zh: '任何列表',
    en: 'Any list',
    files: ['ui/virtual-list.tsx'],
    ofOrders: true,
    rows: rows(`
      Space | choose | ui:list.choose
      Shift+ArrowDown | choose on | ui:list.extend
      Shift+ArrowUp | choose on | ui:list.extend
      Mod+A | choose all | ui:list.all
    `),
  },
  {
    id: 'list',
    zh: '工单列表',
    en: 'Work orders',
    files: ['features/orders/'],
    ofOrders: true,
    rows: rows(`
      N | new | orders:new
      F | filter | orders:filter
      G | reload | orders:refresh
      Alt+F | views | listing:saved.button
      Alt+S | sort | listing:sort.by
      Shift+C | columns | listing:columns.title
      Shift+G | go to | listing:go.title
      Shift+S | save view | listing:saved.save
    `),
  },
  {
    id: 'many',
    zh: '选中的多单',
    en: 'Several orders at once',
    files: ['features/orders/bulk'],
    ofOrders: true,
    rows: rows(`
      R | approve | orders:do.approve
      A | assign | listing:bulk.assign
      Shift+A | take back | listing:bulk.unassign
      H | hold | orders:do.hold
      V | resume | orders:do.resume
      U | urgent | orders:do.urgent
      # | tag | listing:bulk.tag
      P | print | orders:bulk.print
      X | export | listing:bulk.export
      Shift+L | left | listing:bulk.show
      Alt+X | stop or close | listing:bulk.stop
      Alt+X | stop or close | ui:close
    `),
  },
  {
    id: 'document',
    zh: '工单',
    en: 'The order',
    files: [
      'features/orders/use-actions.ts',
      'features/orders/document/',
      'features/orders/section',
      'features/orders/order-document.tsx',
    ],
    ofOrders: true,
    rows: rows(`
      R | approve | orders:do.approve
      A | assign | orders:do.assign
      A | assign | orders:do.reassign
      Shift+A | take back | orders:do.unassign
      B | book | orders:do.book
      Shift+B | send back | orders:do.sendBack
      C | call | orders:do.call
      D | dispute | orderdoc:do.dispute
      D | dispute | orderdoc:do.resolveDispute
      E | accept | orders:do.accept
      Shift+E | decline | orderdoc:do.decline
      H | hold | orders:do.hold
      Alt+E | papers put right and told | orderdoc:do.papersSent
      Alt+G | passed by the platform | orderdoc:do.passed
      Shift+H | escalate | orderdoc:do.escalate
      Alt+H | escalation answered | orderdoc:do.answerEscalation
      I | reveal | orderdoc:do.reveal
      Shift+I | edit | orderdoc:do.edit
      Alt+I | user | orderdoc:do.userFile
      Alt+J | machine | orderdoc:do.machine
      Shift+K | photos | orderdoc:do.photos
      Alt+K | what the platform says | orderdoc:do.verdict
      L | confirm interception | orders:do.confirmInterception
      M | note | orders:do.note
      Alt+M | messages | orderdoc:do.messages
      Shift+N | rework | orderdoc:do.rework
      Alt+O | more of the timeline | orderdoc:timeline.more
      P | print | orders:do.print
      Q | audit | orders:do.audit
      Shift+Q | recheck | orderdoc:do.recheck
      Alt+Q | quote | orderdoc:do.quote
      Shift+O | open again | orderdoc:do.restore
      Shift+O | open again | orderdoc:do.revive
      Shift+O | open again | orderdoc:do.reopen
      S | solved by phone | orderdoc:do.solveByPhone
      T | copy text | orders:do.copyText
      Alt+T | part of the timeline | orderdoc:timeline.turn
      U | urgent | orders:do.urgent
      Shift+U | rank | orderdoc:do.rank
      V | resume | orders:do.resume
      Shift+V | accept change | orderdoc:do.acceptChange
      Alt+V | proof | orderdoc:do.proof
      Shift+W | watch | orderdoc:do.watch
      Shift+X | cancel | orders:do.cancel
      Y | urge | orderdoc:do.urge
      Shift+Y | answer urge | orderdoc:do.answerUrge
      Alt+Y | change taken | orders:doc.acceptChange
      Alt+N | change refused | orders:doc.refuseChange
      Z | close | orders:do.close
      Shift+Z | undo | orderdoc:do.undo
    `),
  },
  {
    id: 'review',
    zh: '受理',
    en: 'Intake',
    files: ['features/review/'],
    ofOrders: true,
    rows: rows(`
      R | approve | orders:review.approve
      Shift+R | approve all clean | intake:approveClean
      H | hold | orders:review.hold
      Shift+B | send back | orders:review.sendBack
      Shift+X | cancel | orders:review.cancel
      Shift+I | edit | intake:correct.open
      G | reload | orders:review.reload
    `),
  },
  {
    id: 'calls',
    zh: '电话',
    en: 'Calls',
    files: ['features/calls/'],
    ofOrders: true,
    rows: rows(`
      Alt+C | clock | calls:timer
      Shift+D | take the call over | calls:takeOver
      Shift+M | evidence | calls:evidence
      G | reload | calls:reload
      O | open order | calls:open
      T | copy text | calls:message.copy
      Shift+X | cancel | calls:message.drop
      Shift+X | cancel | calls:letter.drop
      Alt+L | place | calls:letter.place
    `),
  },
  {
    id: 'board',
    zh: '派单板',
    en: 'Dispatch board',
    files: ['features/dispatch/', 'ui/board.tsx', 'ui/screen.tsx'],
    ofOrders: true,
    rows: rows(`
      1 2 3 4 5 6 7 8 9 0 | choose by number | ui:board.person
      Space | choose | ui:board.mark
      Shift+ArrowDown | choose on | ui:board.markRun
      Shift+ArrowUp | choose on | ui:board.markRun
      A | assign | dispatch:whoShort
      Shift+A | take back | dispatch:takeBack
      E | accept | dispatch:acceptFor
      P | print | dispatch:printSlip
      Shift+B | send back | dispatch:sendBack
      Shift+E | decline | dispatch:declineFor
      Shift+P | slips of the day | dispatch:printDay
      T | copy text | dispatch:copyText
      Shift+T | copy all texts | dispatch:copyAll
      O | open order | dispatch:openOrder
      = | mark the household | dispatch:bulk.household
      + | mark the estate | dispatch:bulk.estate
      Shift+J | nearest | dispatch:nearest.short
      Shift+F | best for the marked | dispatch:bulk.best
      Shift+L | left | dispatch:bulk.awayShort
      G | reload | ui:reload
      W | week | week:toWeek
      Alt+W | sub-shops | dispatch:shops.show
      [ | day before | dispatch:dayBefore
      ] | day after | dispatch:dayAfter
      . | today | dispatch:toToday
    `),
  },
  {
    id: 'order-dialogs',
    zh: '工单的对话框',
    en: 'Dialogs of orders',
    files: [
      'features/orders/book-dialog.tsx',
      'features/orders/call-dialog.tsx',
      'features/orders/intake-',
      'features/orders/pick-list.tsx',
      'features/orders/use-type-ahead.ts',
      'features/orders/document/messages-dialog.tsx',
      'features/calls/message-dialog.tsx',
      'features/calls/later-dialog.tsx',
      'features/dispatch/candidates-dialog.tsx',
      'features/dispatch/nearest-dialog.tsx',
    ],
    rows: rows(`
      H | orders:do.hold
      D | platforms:action.byHand
      N | calls:message.later
      R | platforms:action.retry
      X | platforms:action.withdraw
      Backspace | ui:list.clear
      T | calls:message.copy
      Alt+N | intake:saveNext
      Alt+U | intake:use
      Alt+V | intake:paste
    `),
  },
  {
    id: 'suspicions',
    zh: '可疑预约',
    en: 'Suspicious appointments',
    files: ['features/calls/suspicions-view.tsx'],
    rows: rows(`
      1 | calls:suspicion.pass
      2 | calls:suspicion.keep
    `),
  },
  {
    id: 'shops',
    zh: '下级网点',
    en: 'Sub-shops',
    files: ['features/dispatch/shops-view.tsx'],
    ofOrders: true,
    rows: rows(`
      O | open order | dispatch:openOrder
      E | accept | dispatch:shops.accepted
      Shift+E | decline | dispatch:shops.refused
      Shift+A | take back | dispatch:takeBack
      T | copy text | dispatch:copyText
    `),
  },
  {
    id: 'chattexts',
    zh: '派工文字',
    en: 'Chat texts',
    files: ['features/dispatch/chat-texts/'],
    rows: rows(`
      N | chattext:add
      Shift+O | chattext:otherOrder
      T | chattext:copy
    `),
  },
  {
    id: 'today',
    zh: '今日',
    en: 'Today',
    files: ['features/today/'],
    rows: rows(`
      P | today:paper
      V | today:slips
    `),
  },
  {
    id: 'visits',
    zh: '回单录入',
    en: 'Slip return',
    files: ['features/visits/'],
    rows: rows(`
      Alt+B | visits:pile.start
      Alt+C | visits:remind.copied
      Alt+N | visits:policy.add
      Alt+P | visits:shot.add
      Alt+R | visits:policy.open
      Alt+V | visits:voucher.issue
    `),
  },
  {
    id: 'parts',
    zh: '仓库',
    en: 'Stock',
    files: ['features/parts/'],
    rows: rows(`
      Alt+N | supply:request.more
      A | oldparts:answer.open
      B | staging:openBox
      E | parts:doc.receive
      H | parts:old.handIn
      L | parts:bags.issue
      N | parts:request.new
      O | parts:request.openOrder
      P | parts:issue.printed
      R | counter:return.scan
      S | parts:doc.scrap
      T | parts:doc.transfer
      U | staging:undo.act
      X | parts:doc.scrap
    `),
  },
  {
    id: 'parts-staging',
    zh: '仓库 · 备料',
    en: 'Stock · staging',
    files: ['features/parts/staging/'],
    rows: rows(`
      A | staging:packAll
      P | parts:issue.print
    `),
  },
  {
    id: 'parts-counter',
    zh: '仓库 · 退料、调拨、报废',
    en: 'Stock · returns, transfers, scrap',
    files: ['features/parts/returning/', 'features/parts/transfer/'],
    rows: rows(`
      A | counter:return.all
      P | parts:papers.print
      X | counter:waiting.no
      Y | counter:waiting.pin
    `),
  },
  {
    id: 'parts-old',
    zh: '仓库 · 旧件与包裹',
    en: 'Stock · old parts and parcels',
    files: ['features/parts/old/', 'features/parts/parcels/', 'features/parts/dead/'],
    rows: rows(`
      A | oldparts:box.putAll
      B | oldparts:parcel.partArrived
      D | oldparts:parcel.change
      E | oldparts:parcel.arrived
      F | oldparts:dead.photo
      G | oldparts:box.send
      L | oldparts:parcel.lose
      N | oldparts:box.new
      O | oldparts:box.parcel
      P | paper:printNow
      R | receiving:openSheet
      S | oldparts:box.close
      U | oldparts:box.reopen
      X | oldparts:parcel.cancel
    `),
  },
  {
    id: 'parts-count',
    zh: '仓库 · 盘点',
    en: 'Stock · stocktake',
    files: ['features/parts/count/'],
    rows: rows(`
      Alt+R | stocktake:decide.recount
      D | stocktake:cancel.button
      G | stocktake:finish.zero
      L | stocktake:finish.leave
      N | stocktake:open.new
      O | stocktake:paperOpen
      P | stocktake:print
      R | stocktake:recount
      U | stocktake:undo.button
      X | stocktake:export
      Z | stocktake:back
    `),
  },
  {
    id: 'parts-receiving',
    zh: '仓库 · 收货与差异',
    en: 'Stock · receiving',
    files: ['features/parts/receiving/'],
    rows: rows(`
      A | receiving:fillAll
      B | receiving:claim.step.reported
      C | receiving:toClaims
      D | receiving:add
      E | receiving:claim.step.settled
      L | receiving:claim.step.expired
      N | receiving:loose
      O | receiving:claim.request
      P | parts:papers.print
      R | receiving:claim.step.refused
      X | receiving:claim.step.withdrawn
      Z | receiving:clear
    `),
  },
  {
    id: 'parts-supply',
    zh: '仓库 · 配件申请',
    en: 'Stock · requests',
    files: ['features/parts/supply/'],
    rows: rows(`
      E | parts:doc.receive
      F | supply:request.step.shipped
      G | supply:request.step.again
      H | supply:photo.add
      O | parts:request.openOrder
      P | parts:papers.print
      R | supply:request.step.sent_back
      S | receiving:openSheet
      X | supply:request.step.cancelled
      Y | supply:request.step.approved
    `),
  },
  {
    id: 'parts-replenish',
    zh: '仓库 · 补货与呆滞',
    en: 'Stock · what to order',
    files: ['features/parts/supply/supply-'],
    rows: rows(`
      A | replenish:take
      Alt+A | replenish:takeAll
      H | replenish:order.change
      O | parts:tab.stock
      S | replenish:order.send
      V | replenish:order.allOrders
      W | replenish:skip
      X | replenish:order.close
    `),
  },
  {
    id: 'parts-custody',
    zh: '仓库 · 代管与送修',
    en: 'Stock · custody and repairs',
    files: ['features/parts/custody/'],
    rows: rows(`
      B | custody:printOut
      D | custody:do.change
      G | custody:do.handed_out
      L | custody:do.lost
      M | custody:do.remind
      N | custody:take.new
      O | custody:do.order
      P | custody:printIn
      R | custody:do.in_repair
      Shift+B | paper:printAs
      Shift+P | paper:printAs
      U | custody:do.undo
      V | custody:do.reveal
      W | custody:do.on_way
      X | custody:do.scrapped
      Y | custody:do.ready
    `),
  },
  {
    id: 'parts-catalogue',
    zh: '仓库 · 目录',
    en: 'Stock · catalogue',
    files: ['features/parts/catalogue/', 'features/parts/places/'],
    rows: rows(`
      E | partsheet:export
      I | partsheet:import
      N | stockroom:part.new
      O | stockroom:pack.open
      X | stockroom:part.retire
    `),
  },
  {
    id: 'money',
    zh: '结算',
    en: 'Money',
    files: ['features/money/'],
    rows: rows(`
      A | money:desk.accept
      C | money:desk.carry
      D | paper:kind.difference_sheet
      E | money:periods.export
      F | money:pay.payOut
      G | money:desk.agree
      I | money:statements.import
      J | money:periods.close
      L | paper:kind.payer_statement
      M | money:desk.rematch
      N | money:pay.prepare
      O | money:desk.openOrder
      P | money:desk.payment
      P | paper:printNow
      Shift+P | paper:printAs
      Q | money:pay.confirm
      R | ui:reload
      S | money:desk.unmatch
      T | money:desk.pass
      X | money:desk.notOurs
      Y | money:periods.soft
      Z | money:desk.appealDo
    `),
  },
  {
    id: 'staff',
    zh: '人员',
    en: 'Staff',
    files: ['features/staff/'],
    rows: rows(`
      B | staff:plan
      D | plan:toToday
      E | staff:edit
      G | staff:handAll
      I | staff:giveTool
      L | staff:addAbsence
      M | teams:people
      N | staff:add
      O | staff:rolesRoom
      P | teams:addPaper
      T | staff:teams
      X | teams:close
      Shift+X | staff:leave
      H | teams:kindsTitle
      [ | plan:earlier
      ] | plan:later
    `),
  },
  {
    id: 'paper',
    zh: '打印',
    en: 'Printing',
    files: ['features/paper/'],
    rows: rows(`
      B | paper:kind.shift_handover
      Shift+B | paper:printAs
      N | paperprinters:addPrinter
      R | paperprinters:check
      D | paperprinters:day.open
      [ | paperprinters:newer
      ] | paperprinters:older
      P | paper:printNow
      Shift+P | paper:printAs
      Alt+D | paperforms:pdf
      Alt+P | paperforms:windowPrint
      Alt+Z | paperforms:zoomTo
      Alt+[ | paperforms:pageBefore
      Alt+] | paperforms:pageNext
    `),
  },
  {
    id: 'papertemplates',
    zh: '单据模板',
    en: 'Templates of papers',
    files: ['features/paper/templates/'],
    rows: rows(`
      [ | papertemplates:up
      ] | papertemplates:down
      Delete | papertemplates:remove
      L | papertemplates:logo
      V | papertemplates:versions
      I | papertemplates:import
      B | papertemplates:begin
    `),
  },
  {
    id: 'paperforms',
    zh: '套打表单',
    en: 'Pre-printed forms',
    files: ['features/paper/forms/'],
    rows: rows(`
      N | paperforms:newForm
      Alt+A | paperforms:addField
      Alt+[ | paperforms:lastField
      Alt+] | paperforms:nextField
      Alt+Z | paperforms:zoom
      Alt+G | paperforms:guide
      Alt+P | paperforms:printers
      Alt+M | paperforms:printMarks
      Alt+X | paperforms:takeOut
    `),
  },
  {
    id: 'platforms',
    zh: '平台',
    en: 'Platforms',
    files: ['features/platforms/'],
    rows: rows(`
      P | platforms:action.pause
      R | platforms:action.pull
      T | platforms:action.test
    `),
  },
  {
    id: 'settings',
    zh: '设置',
    en: 'Settings',
    files: ['features/settings/'],
    rows: rows(`
      B | outlet:copies.now
      C | outlet:check.run
      G | outlet:restored.resume
      N | coverage:addArea
      O | outlet:calendar.official
      P | paper:printNow
      Shift+P | paper:printAs
      T | coverage:addTier
      Alt+X | coverage:removeArea
    `),
  },
];
