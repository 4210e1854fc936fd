/**
 * One sentence per fault code: what happened, where, and the way out. No blame, no exclamation marks.
 * A test holds that every code of domain/kernel/fault-codes.ts is here and in the English catalogue.
 */
export const faults = {
  // kernel
  conflict: '这一条刚被别人改过。看一下变化，再保存一次。',
  feature_off: '「{{feature}}」在这个网点是关着的，什么都没有改。要用请店长在「设置 · 功能开关」里打开。',
  forbidden: '你的角色不能做这件事（{{action}}）。请店长在「人员」里加上权限。',
  host_gone: '后台进程中断，正在重新启动。请稍等几秒再试；同一操作不会重复执行。',
  input_invalid: '「{{field}}」填得不对：{{problem}}。改好后再提交。',
  input_too_large: '内容太大，超过 {{limitBytes}} 字节。删短一些，或改用附件。',
  internal: '程序出了问题，编号 {{ref}}。已记入日志，其他操作不受影响，可以再试一次。',
  not_found: '找不到这一条（{{entity}} {{id}}）。可能已被删除或合并，请在搜索里再找。',
  rate_limited: '操作太密，请等 {{retrySeconds}} 秒再试。',
  request_reused: '这次提交的编号已用于另一项内容。请重新打开这一页再提交。',
  unknown_channel: '主机不认识这项操作（{{channel}}）。窗口和主机版本不同，请重启工作台。',
  // host
  blob_damaged: '附件（{{id}}）在传送或存放时损坏。请重新选择这个文件再传一次。',
  job_gone: '后台任务（{{kind}}）中断了，没有做完。请重新开始，已完成的部分不会重复。',
  snapshot_gone: '这个列表放得太久，已经收起。请刷新列表，选中的条件都在。',
  ticket_used: '这个文件链接已用过或过期。请回到原来的单据再点一次。',
  // session
  desk_locked: '这台电脑已锁定。输入 PIN 解锁后继续，填过的内容都在。',
  desk_unknown: '打开地址已失效。请在主机上重新打开工作台，或向店长要一个新地址。',
  login_needed: '需要先登录。请选人并输入 PIN。',
  pin_wrong: 'PIN 不对，还可以试 {{left}} 次。忘了请店长在「人员」里重设。',
  pin_blocked: '输错次数太多，{{untilTime}} 之后再试，或请店长在「人员」里重设 PIN。',
  // store
  disk_full: '主机磁盘已满，这次没有保存。清出空间后再试，已有数据都在。',
  store_damaged: '数据文件损坏（{{place}}）。请在「设置 · 备份」里用最近的备份恢复。',
  store_key_missing: '找不到数据文件的密钥。请把密钥文件放回数据文件旁边，或输入恢复密钥。',
  store_key_wrong: '密钥打不开这个数据文件。请换成这个网点的密钥，或输入恢复密钥。',
  recovery_key_wrong: '这不是本网点的恢复密钥。请对照纸上逐位核对：14 组，每组 4 位。',
  store_locked: '数据文件正被另一个工作台占用（进程 {{pid}}）。先关掉那一个，再打开。',
  store_newer: '数据文件来自更新的版本（{{found}}，本程序到 {{known}}）。请升级工作台后再打开。',
  store_other_outlet: '这是另一个网点的数据文件（{{found}}，应为 {{expected}}）。请换回本网点的文件。',
  store_epoch_old: '数据文件比最近的恢复更旧（{{found}}，应为 {{expected}}）。请打开恢复后的那一份。',
  store_unreadable:
    '读不了数据文件（{{place}}，{{detail}}）。请检查磁盘、权限和网络盘是否连着，再打开工作台。',
  period_closed:
    '账期 {{period}} 已结账，不能再记账，也不能重开。请记到还开着的账期；只是预结账的，可在「账期」里撤回。',
  log_damaged:
    '操作记录文件损坏（{{place}}，第 {{offset}} 字节）。请先别删文件，在「设置 · 备份」里恢复，或联系支持。',
  too_old: '这一步已不能撤销（{{reason}}）。请再做一步相反的操作，日志里两步都在。',
  clock_wrong: '电脑时间不对，比上次记录的还早。请校准电脑时间后再试。',
  // outlet
  area_known: '「{{name}}」已经在表里了，请直接修改那一行。',
  calendar_wrong: '营业时间里「{{place}}」填得不对（{{problem}}）。请检查开始、结束时间，不要重叠。',
  message_step: '这条回传现在是「{{state}}」，不能做这一步。请刷新看一下，可能刚被处理过。',
  outlet_exists: '这台电脑上已经有网点（或正在建立）。请登录使用，或换一个数据文件夹再建。',
  tier_overlaps: '和「{{name}}」（{{fromKm}}–{{toKm}} 公里）重叠。每一公里只能属于一档，请改起止。',
  tier_used: '还有 {{areas}} 个区县在「{{name}}」里。请先把它们改到别的档。',
  quarantine_step: '这条数据已经处理过（{{state}}）。请刷新「待处理数据」再看。',
  // order life
  appointment_past: '预约时段（{{day}}）已经过去了，请选今天稍后或以后的时段。',
  customer_has_work: '这位用户还有 {{count}} 张工单没办完，先办完或取消，再删除他的资料。',
  hand_over_changed:
    '{{number}} 要一起交接的东西已经不在原处：刚有配件用掉或款项交上。请再看一遍，重新决定。',
  order_taken:
    '工单 {{number}} 刚被派给了 {{staffName}}（{{byName}} {{deskName}} {{clock}}），请看一下再决定要不要改派。',
  phone_unreadable: '「联系电话」这一栏不像一个电话号码，请检查后再保存（手机 11 位，座机带区号）。',
  reason_unknown: '「原因」这一栏里没有代码 {{code}}，请从列表里重新选一个。',
  appointment_step: '预约现在是「{{from}}」，不能做这一步（{{step}}）。请刷新看一下当前预约。',
  appointment_window: '预约的结束时间要晚于开始时间。请改一下时段。',
  order_edge_missing:
    '工单现在是「{{from}}」，不能做这一步（{{action}}）。可能刚被别人处理过，请刷新看一下。',
  order_guard_failed: '这一步（{{action}}）还缺条件：{{guard}}。补上后再做。',
  slot_closed: '{{day}} {{slot}} 已停约，请另选时段。',
  slot_full: '{{day}} {{slot}} 只剩 {{left}} 单的空，要约 {{count}} 单。换个时段，或确认加约。',
  // platforms
  filter_invalid: '筛选里「{{field}}」这一条看不懂。请改好或删掉这一条再筛。',
  selection_too_large: '一次选了 {{count}} 单，最多能办 {{limit}} 单。请先缩小筛选范围，分几次办。',
  view_limit: '自己的视图最多存 {{limit}} 个。请先删掉不用的视图。',
  staff_account_taken: '平台账号 {{workerId}} 已经登记给 {{name}}。请核对账号，或先从他那里删掉。',
  staff_code_taken: '工号 {{code}} 已经是 {{name}} 的，请换一个工号。',
  staff_has_things:
    '{{name}} 名下还有：未完工单 {{orders}} 单、配件 {{parts}} 种、旧件 {{oldParts}} 件、未交款 {{cashYuan}} 元、工具 {{tools}} 件、派工单 {{slips}} 张、借支 {{advancesYuan}} 元。工单要先交给别人；其余交清后勾选「已交接」。',
  staff_kind_code_taken: '编号 {{code}} 已经是「{{name}}」的，请换一个。',
  staff_lock_out: '这样改完你自己就不能再改角色了。请让另一位店长来改，或保留「改角色」这一项。',
  staff_role_held: '这个角色不能删：程序自带的，或还有 {{count}} 个人用着。请先给他们换角色。',
  staff_team_code_taken: '班组编号 {{code}} 已经是「{{name}}」的，请换一个。',
  staff_last_manager: '这样一来就没有人能分配角色了。请先让另一位在职的人当店长。',
  platform_address_wrong: '平台地址 {{host}} 打不开：地址不对或没有这台服务器。请在「平台」里检查地址。',
  platform_answer_unreadable:
    '平台 {{host}} 的回答读不懂（{{place}}：{{problem}}）。本页没有收下，会自动再取；一直这样请联系平台。',
  platform_auth_failed:
    '平台 {{host}} 不认我们的密钥或授权（{{said}}）。已暂停这个连接，请在「平台」里更新密钥或重新授权。',
  platform_clock_skew: '本机时间和平台相差 {{skewSeconds}} 秒。请校准电脑时间；期间按平台时间取单，不会漏。',
  platform_failing: '平台 {{host}} 出错（{{status}}），稍后自动重试，已收的单不受影响。',
  platform_forbidden: '平台 {{host}} 没有给这项权限（{{said}}）。请在平台后台开通，再点「测试连接」。',
  platform_limited: '平台 {{host}} 限制了次数，{{retrySeconds}} 秒后自动继续。',
  platform_rejected: '平台 {{host}} 不接受我们的请求（{{said}}）。请在「平台」里核对连接设置。',
  platform_settings_wrong: '平台连接的「{{field}}」没填对。请在「平台」里改好。',
  platform_unreachable: '连不上平台 {{host}}。请看网络是否正常；恢复后自动补取，不会漏单。',
  upstream_order_closed:
    '平台单 {{upstreamId}} 在平台上已关闭（{{said}}），这一步不能回传。请核对后转人工处理。',
  upstream_order_gone: '平台上没有单号 {{upstreamId}}。可能已撤单，请在平台后台核对。',
  upstream_picture_refused: '平台不收照片 {{name}}（{{said}}）。请换成清晰的 JPG 或 PNG 再回传。',
  upstream_step_incomplete: '回传「{{step}}」还缺「{{field}}」。补上后会再次发送。',
  upstream_step_refused: '平台拒绝了「{{step}}」：{{said}}。请按提示改好后重发，或在平台后台处理。',
  upstream_step_unsupported: '这个平台不接受「{{step}}」的回传。请在平台后台手工操作，再在这里标为已处理。',
  upstream_unconfirmed: '「{{step}}」已发出，但没有收到回答。会先向平台查询，再决定是否重发。',
  // printing
  print_job_step: '这张打印任务现在是「{{state}}」，不能「{{step}}」。请刷新打印队列再看。',
  printer_answer_strange:
    '{{printer}} 的回答不像小票打印机。请核对地址和端口；确实是打印机的，在设置里关掉「查询状态」。',
  printer_cover_open: '打印机 {{printer}} 的盖子开着。合上盖子，会自动再打。',
  printer_file_refused: '写不进 {{place}}（{{why}}）。请换一个文件夹，或给这个文件夹写入权限。',
  printer_interrupted:
    '打印机 {{printer}} 在打印途中断开（已送 {{sentBytes}}/{{totalBytes}} 字节）。请看纸上有没有打全，再选「已打出」或「重打」。',
  printer_offline: '连不上打印机 {{printer}}（{{why}}）。请看电源、网线和地址，接通后会自动再打。',
  printer_out_of_order: '打印机 {{printer}} 报故障（切刀或机头）。请关机排除卡纸再开机。',
  printer_paper_out: '打印机 {{printer}} 缺纸。请装纸；没开始打的会自动再打，打到一半的请看纸后再选。',
  printer_refused: '系统不让使用打印机 {{printer}}（{{why}}）。请检查权限，或看是否被别的程序占用。',
  // parts
  issue_old_part_owed: '以旧换新：「{{part}}」还欠 {{count}} 件旧件没交。请先交旧件，或请店长特批后再领。',
  issue_over_limit:
    '领料额度 {{limitYuan}} 元，领完会到 {{wouldBeYuan}} 元。请先退料或交旧件，或请店长特批。',
  old_part_step: '这件旧件现在是「{{from}}」，不能改成「{{to}}」。请刷新旧件列表再看。',
  parts_deposit_short:
    '{{payer}} 的配件押金只剩 {{headroomYuan}} 元，这次要占 {{neededYuan}} 元。请先核销旧件或补押金，或减少申请数。',
  parts_document_step: '单据 {{number}} 现在是「{{state}}」，这一步做不了。请打开单据看看最新情况。',
  parts_order_closed: '工单 {{number}} 已完工、取消或平台撤单，不能再为它占用或申请配件。',
  stock_move_wrong: '「{{part}}」不能这样出入库（{{kind}}：{{problem}}）。请检查仓库、状态和货主后再试。',
  stock_no_bag: '这个人还没有随身库（{{staffId}}）。请在「人员」里给他建随身库，或改从仓库出。',
  stock_quantity: '「{{part}}」的数量不对（{{quantity}}）。请填大于 0 的数量，并看一下单位。',
  stock_reversed: '「{{part}}」的这一笔已经撤回过了，不用再撤。',
  stock_serial_elsewhere:
    '条码 {{serial}}（{{part}}）不在这里，现在在「{{location}}」。请核对条码，或先把它调过来。',
  stock_serial_needed: '「{{part}}」按条码管理，请扫这一件的条码（SN）。',
  stock_short:
    '「{{location}}」里的「{{part}}」只剩 {{freeQuantity}} 可用，其余没有货或已留给别的工单。请减少数量、换个仓库，或提配件申请。',
  stock_unit_unknown: '「{{part}}」没有单位「{{unit}}」的换算。请在配件资料里加上，或改用基本单位。',
  // paper
  pdf_not_ready: '这份 PDF 还没有做好。请看任务进度，做好后再取；失败了就重新生成。',
  print_data_gone: '用户资料已按要求删除，{{number}} 不能再打印。',
  printer_none: '没有能打「{{kind}}」的打印机。请在「打印 · 打印机」里添加一台。',
  printer_paper_wrong:
    '打印机 {{printer}} 的纸（{{paper}}）打不了这种单据。请换一台打印机，或在「打印机」里改纸型。',
  printer_retired: '打印机「{{printer}}」已停用。请另选一台，或在「打印机」里重新启用。',
  printer_target_wrong: '打印机地址「{{target}}」不对。网络打印机填「地址:端口」，存文件填文件夹。',
  slip_too_early: '工单 {{number}} 还没受理，不能打派工单。请先在「待受理」里通过。',
  // visits
  machine_code_twice: '条码 {{code}} 在这张单上填了两次。每台机器、内外机各有自己的条码，请核对铭牌。',
  machine_code_open:
    '条码 {{code}} 已填在还没完工的工单 {{order}} 上。请核对铭牌；如果那张单是重复单，先处理那张。',
  machine_code_used: '条码 {{code}} 已用在完工的工单 {{order}} 上。请核对照片和铭牌，改正后再保存。',
  picture_too_large: '「{{name}}」太大，照片最大 {{limitMb}} MB。请压缩后再选，或用手机的普通画质重拍。',
  picture_unreadable: '「{{name}}」打不开，不是照片文件。请选手机或相机拍的照片。',
  policy_wrong: '核销规则没有保存：{{problem}}。请改正后再保存。',
  voucher_step: '{{number}} 现在不能这样登记。请看它现在在谁手里。',
  voucher_twice: '{{number}} 已经登记过了。请核对号码。',
  picture_missing: '照片「{{name}}」还没有传到主机。请重新选择这张照片，传完再保存。',
  slip_keyed: '{{number}} 已由 {{by}} 录入。要改内容请在工单里改，不用再录一次。',
  slip_misread: '单号 {{code}} 的校验位不对，可能扫错或抄错。请重新扫一次。',
  slip_unknown: '没有单号 {{code}} 的派工单。请核对是不是本店的单子，或按工单号查找。',
  slip_void: '{{number}} 已作废（{{reason}}）。请找这张工单的新单子再录。',
  visit_machines: '上门结果「{{outcome}}」和各台机器的结果对不上（{{problem}}）。请逐台核对结果。',
  visit_nobody: '工单 {{number}} 还没有派给师傅。请先派单，或在这里选上门的人。',
  visit_not_here: '工单 {{number}} 现在是「{{state}}」，不能记上门。请先看工单。',
  visit_shares: '上门人员的分成合计是 {{sum}}‰，应为 1000‰。请调整主做和协作的份额。',
  visit_step: '这次上门现在是「{{state}}」，不能做这一步（{{step}}）。请刷新看一下。',
  visit_times: '时间填得不对（{{problem}}）。到达不能晚于完工，完工不能晚于现在。',
  cash_none: '这个人现在没有要交的款，不用做交款单。',
  difference_step: '这条差异已经处理过了，不能再做这一步。请刷新后再看。',
  document_settling: '{{number}} 刚确认或付过款，各行还在结清，几秒钟就好。请稍后再试。',
  match_nothing_open:
    '工单 {{number}} 对这个结算方没有未结的费用，对不上这一行。请选别的工单，或先重算费用。',
  pay_none: '账期 {{period}} 没有还没发的师傅费用。请先审核完工的工单，或换个账期。',
  pay_stale: '工资单 {{number}} 上有 {{count}} 行被冻结、冲回或已在别的单上。请重新生成工资单。',
  pay_step: '这张工资单的状态已经变了，不能做这一步。请刷新后再看。',
  payment_over: '收到的 {{amountYuan}} 超过这份账单还欠的 {{leftYuan}}。请核对金额；多出的钱请记到别的账单。',
  period_earlier_open: '账期 {{earlier}} 还没结账，不能先结 {{period}}。请先结前面的账期。',
  period_step: '账期 {{period}} 的状态已经变了，不能做这一步。请刷新后再看。',
  period_unready: '账期 {{period}} 还有 {{count}} 项没办完，不能结账。请在结账清单里逐项处理。',
  statement_cell:
    '「{{file}}」第 {{row}} 行「{{column}}」写的是「{{value}}」，读不出来（这样的格子共 {{count}} 个）。请在文件里改好再导入，什么都还没有导入。',
  statement_column_missing:
    '「{{file}}」里没有「{{column}}」这一列，没法核对。找到的列：{{found}}。请在预览里指定这一列，或换一份带它的文件。',
  statement_empty: '「{{file}}」里没有账单行。请看看是不是选错了文件或工作表。',
  statement_none: '「{{connection}}」不提供账单接口。请从平台下载账单文件再导入。',
  statement_step: '这份账单的状态已经变了，不能做这一步。请刷新后再看。',
  statement_too_big: '「{{file}}」超过 {{limitRows}} 行。请按半个月或按月分开导出再导入。',
  statement_undecided: '还有 {{count}} 行或差异没有处理，不能确认这份账单。请先在核对台里逐条处理。',
  statement_unreadable: '「{{file}}」打不开（{{why}}）。请用表格软件另存为 xlsx 或 csv 后再导入。',
  quote_decided: '报价单 {{number}} 已经有结果了，请看最新的一份。',
  quote_expired: '报价单 {{number}} 过了有效期，不能再按它同意。请按现在的价重新报。',
  quote_proof_missing: '用户同意报价单 {{number}} 要有凭据：签字、录音或消息，选一种再确认。',
  undo_done: '这一步已经撤销过了，不用再撤。',
  undo_sent: '工单 {{number}} 的这一步已经告诉平台，不能直接撤销。要改请按正常步骤再办一次。',
  undo_moved_on: '工单 {{number}} 后来又有变化，不能撤销这一步。请看经过，再决定怎么改。',
  undo_touched: '工单 {{number}} 后来 {{staffName}} 又动过，不能撤销这一步。请看经过，再决定怎么改。',
} as const;
