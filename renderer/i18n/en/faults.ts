/** English sentences for the fault codes; same keys as the Chinese catalogue. */
export const faults = {
  // kernel
  conflict: 'Someone else has just changed this. Look at the difference, then save again.',
  feature_off:
    '“{{feature}}” is switched off in this outlet; nothing was changed. The manager can turn it on in Settings, Features.',
  forbidden: 'Your roles do not allow this ({{action}}). The manager can grant it under People.',
  host_gone:
    'The background process stopped and is starting again. Try again in a few seconds; nothing is done twice.',
  input_invalid: '“{{field}}” is not right: {{problem}}. Correct it and submit again.',
  input_too_large: 'Too much content, over {{limitBytes}} bytes. Shorten it or use an attachment.',
  internal:
    'Something went wrong in the program, reference {{ref}}. It is in the log; other work goes on. Try once more.',
  not_found: 'Not found ({{entity}} {{id}}). It may have been deleted or merged; look for it in search.',
  rate_limited:
    'Too many actions at once. Wait {{retrySeconds}} {{retrySeconds, second|seconds}} and try again.',
  request_reused: 'This submission number was used for other content. Reopen this page and submit again.',
  unknown_channel:
    'The host does not know this action ({{channel}}). Window and host differ in version; restart Outlet Desk.',
  // host
  blob_damaged:
    'The file ({{id}}) was damaged on its way or in the store. Choose the file again and resend it.',
  job_gone:
    'The background task ({{kind}}) broke off before its end. Start it again; what is done is not done twice.',
  snapshot_gone: 'This list was open for too long and has been let go. Refresh it; your filter is kept.',
  ticket_used: 'This file link was used already or has expired. Go back to the document and click it again.',
  // session
  desk_locked: 'This desk is locked. Enter your PIN to go on; everything you typed is still here.',
  desk_unknown:
    'The opening address is no longer valid. Reopen Outlet Desk on the host, or ask the manager for a new address.',
  login_needed: 'Sign in first. Choose a person and enter the PIN.',
  pin_wrong:
    'Wrong PIN, {{left}} {{left, try|tries}} left. If forgotten, the manager can reset it under People.',
  pin_blocked: 'Too many wrong tries. Try again after {{untilTime}}, or have the manager reset the PIN.',
  // store
  disk_full:
    'The disk of the host is full; this was not saved. Free some space and try again. Existing data is safe.',
  store_damaged: 'The store is damaged ({{place}}). Restore the latest copy under Settings · Backup.',
  store_key_missing:
    'The key of the store is missing. Put the key file back beside the store, or enter the recovery key.',
  store_key_wrong: 'This key does not open the store. Use the key of this outlet, or enter the recovery key.',
  recovery_key_wrong:
    'This is not the recovery key of this outlet. Compare it with the paper sign by sign: 14 groups of four.',
  store_locked: 'The store is open in another copy of Outlet Desk (process {{pid}}). Close that one first.',
  store_newer:
    'The store comes from a newer version ({{found}}; this program knows {{known}}). Update Outlet Desk.',
  store_other_outlet:
    'This store belongs to another outlet ({{found}}, expected {{expected}}). Put back the right file.',
  store_epoch_old:
    'The store is older than the last restore ({{found}}, expected {{expected}}). Open the restored one.',
  store_unreadable:
    'The store cannot be read ({{place}}, {{detail}}). Check disk, permissions and network drive, then open Outlet Desk again.',
  period_closed:
    'Period {{period}} is closed: nothing more is booked in it and it does not open again. Book in a period that is open; a soft close can be taken back under Periods.',
  log_damaged:
    'The operation log is damaged ({{place}}, byte {{offset}}). Keep the files and restore under Settings · Backup, or ask for support.',
  too_old: 'This step can no longer be undone ({{reason}}). Do the opposite step; both stay in the log.',
  clock_wrong:
    'The computer clock is wrong; it is earlier than the last record. Set the clock and try again.',
  // outlet
  area_known: '“{{name}}” is in the table already; change that line.',
  calendar_wrong:
    'The working hours at {{place}} are not right ({{problem}}). Check that each span ends after it begins and none overlap.',
  message_step:
    'This message is now “{{state}}”, so this step does not fit. Reload; someone may just have dealt with it.',
  tier_overlaps:
    'This overlaps “{{name}}” ({{fromKm}}–{{toKm}} km). A kilometre belongs to one tier: change where it begins or ends.',
  area_own: '“{{name}}” is the county of the outlet itself and stays.',
  area_used: '“{{name}}” cannot be removed yet; {{use}}: {{n}}.',
  tier_used: 'Counties still in “{{name}}”: {{areas}}. Move them to another tier first.',
  outlet_exists:
    'There is an outlet on this computer already, or one is being made. Log in to it, or choose another data folder.',
  quarantine_step: 'This item has been dealt with already ({{state}}). Reload the list of data to sort out.',
  // order life
  appointment_past:
    'The time asked for ({{day}}) has already passed; choose a later slot today or another day.',
  customer_has_work:
    'This customer still has {{count}} open {{count, order|orders}}; finish or cancel {{count, it|them}} before deleting the file.',
  hand_over_changed:
    'What should move along with {{number}} is no longer where it was: a part was used or money handed in meanwhile. Look again and decide anew.',
  order_taken:
    'Order {{number}} was given to {{staffName}} meanwhile ({{byName}} {{deskName}} {{clock}}); look at it and reassign if needed.',
  phone_unreadable:
    'The field “Phone” does not look like a telephone number; check it and save again (11 digits for a mobile, area code for a landline).',
  reason_unknown: 'The field “Reason” has no code {{code}}; choose one from the list again.',
  appointment_step:
    'The appointment is “{{from}}” now, this step ({{step}}) is not possible. Refresh to see the current one.',
  appointment_window: 'An appointment must end after it begins. Correct the window.',
  order_edge_missing:
    'The order is “{{from}}” now, this step ({{action}}) is not possible. Someone may have just handled it; refresh to see.',
  order_guard_failed: 'This step ({{action}}) still needs: {{guard}}. Complete that, then do it again.',
  slot_closed: '{{day}} {{slot}} takes no bookings any more; choose another slot.',
  slot_full:
    '{{day}} {{slot}} has room for {{left}} and {{count}} {{count, is|are}} to be booked. Choose another slot, or confirm booking over it.',
  // platforms
  filter_invalid:
    'The condition on “{{field}}” cannot be read. Correct it or take it out, then filter again.',
  selection_too_large:
    '{{count}} orders are selected, {{limit}} is the most for one go. Narrow the list and do it in parts.',
  view_limit: 'You may keep {{limit}} views of your own. Remove one you no longer use.',
  staff_account_taken:
    'Account {{workerId}} is already registered for {{name}}. Check the account, or remove it there first.',
  staff_code_taken: 'Staff number {{code}} belongs to {{name}}. Choose another one.',
  staff_has_things:
    '{{name}} still has {{orders}} open {{orders, order|orders}}, {{parts}} {{parts, kind|kinds}} of parts, {{oldParts}} old {{oldParts, part|parts}}, {{cashYuan}} yuan not handed in, {{tools}} {{tools, tool|tools}}, {{slips}} {{slips, slip|slips}} and {{advancesYuan}} yuan of advances. Give the orders to someone else; tick «handed over» once the rest is back.',
  staff_kind_code_taken: 'Code {{code}} belongs to {{name}}. Choose another one.',
  staff_lock_out:
    'After this you could not change roles any more. Let another manager do it, or keep the right to change roles.',
  staff_role_held:
    'This role cannot be removed: it came with the program, or {{count}} {{count, person holds|people hold}} it. Give them another role first.',
  staff_team_code_taken: 'Team code {{code}} belongs to {{name}}. Choose another one.',
  staff_last_manager: 'Nobody could give roles any more. Make another person manager first.',
  platform_address_wrong:
    'The platform address {{host}} cannot be opened: wrong address or no such server. Check it under Platforms.',
  platform_answer_unreadable:
    'The answer of {{host}} cannot be read ({{place}}: {{problem}}). The page was not taken and is fetched again; if it stays so, ask the platform.',
  platform_auth_failed:
    '{{host}} does not accept our key or authorisation ({{said}}). The connection is paused; renew the key under Platforms.',
  platform_clock_skew:
    'This computer and the platform differ by {{skewSeconds}} {{skewSeconds, second|seconds}}. Set the clock; until then the platform time is used and nothing is missed.',
  platform_failing:
    '{{host}} reports an error ({{status}}). It is tried again by itself; orders already here are not touched.',
  platform_forbidden:
    '{{host}} has not granted this permission ({{said}}). Have it enabled there, then press Test connection.',
  platform_limited:
    '{{host}} limits the number of calls; goes on by itself in {{retrySeconds}} {{retrySeconds, second|seconds}}.',
  platform_rejected:
    '{{host}} does not accept our request ({{said}}). Check the connection settings under Platforms.',
  platform_settings_wrong: '“{{field}}” of the platform connection is not right. Correct it under Platforms.',
  platform_unreachable:
    '{{host}} cannot be reached. Check the network; what was missed is fetched afterwards, no order is lost.',
  upstream_order_closed:
    'Order {{upstreamId}} is closed on the platform ({{said}}); this step cannot be written back. Check it and settle it by hand.',
  upstream_order_gone:
    'The platform has no order {{upstreamId}}. It may have been withdrawn; check it on the platform.',
  upstream_picture_refused:
    'The platform does not take the photo {{name}} ({{said}}). Use a clear JPG or PNG and send again.',
  upstream_step_incomplete: '“{{step}}” still lacks “{{field}}”. Fill it in and it is sent again.',
  upstream_step_refused:
    'The platform refused “{{step}}”: {{said}}. Correct it and send again, or settle it on the platform.',
  upstream_step_unsupported:
    'This platform takes no “{{step}}”. Do it on the platform by hand, then mark it as handled here.',
  upstream_unconfirmed:
    '“{{step}}” was sent but no answer came. The platform is asked first, then it is decided whether to send again.',
  // printing
  print_job_step:
    'This print job is “{{state}}” now, so “{{step}}” does not fit. Refresh the print queue and look again.',
  printer_answer_strange:
    'What answers at {{printer}} is not like a receipt printer. Check address and port; if it is one, switch off “ask for status” in its settings.',
  printer_cover_open: 'The cover of printer {{printer}} is open. Close it; printing goes on by itself.',
  printer_file_refused: 'Cannot write to {{place}} ({{why}}). Choose another folder or allow writing there.',
  printer_interrupted:
    'Printer {{printer}} broke off while printing ({{sentBytes}} of {{totalBytes}} bytes sent). Look at the paper, then choose “came out” or “print again”.',
  printer_offline:
    'Printer {{printer}} cannot be reached ({{why}}). Check power, cable and address; it prints by itself when it is back.',
  printer_out_of_order:
    'Printer {{printer}} reports an error (cutter or head). Switch it off, clear the paper, switch it on.',
  printer_paper_out:
    'Printer {{printer}} is out of paper. Load paper; what had not begun prints by itself, for a half-printed slip look at the paper and choose.',
  printer_refused:
    'The system does not let us use printer {{printer}} ({{why}}). Check permissions or another program.',
  // parts
  claim_outcome: 'Difference {{number}} cannot end like this. Choose one of the ways that are offered.',
  claim_step:
    'Difference {{number}} is “{{claimState}}” now, so this step is not possible. Refresh and look again.',
  count_approval:
    'Gains and losses of stocktake {{number}} come to {{amountYuan}} yuan, over {{limitYuan}}: somebody who may adjust stock has to agree. Ask the manager for his PIN, or let him post it.',
  count_bin_needed:
    'This stocktake has several bins ({{bins}}). Scan the code of the bin first, then the part.',
  count_bin_outside:
    'Bin {{bin}} is not in this stocktake (only {{bins}}). Scan a bin of it, or open another stocktake.',
  count_equal: 'Nothing differs in stocktake {{number}}: no recount is needed, it can be posted.',
  count_moved:
    '{{part}} went out of {{place}} after it was counted; less is there now than is to be taken off. Recount the line, then post.',
  count_moved_while:
    '{{part}} moved between two scans of it, so the figure is not sure. Recount the line, or decide to post or to leave it.',
  count_not_a_part:
    '{{code}} is a paper, a person, an old part or a bin elsewhere, not a part in stock. Old parts are checked by their label on the page Old parts.',
  count_not_asked:
    '{{what}} was equal in an earlier round and is not asked for in this one. To count it again, end this round and choose it for a recount.',
  count_nothing: 'There is nothing to count in {{place}}. Choose another place.',
  count_outside: '{{part}} is not in the sample of this stocktake and need not be counted.',
  count_place: "{{place}} cannot be counted. Choose a store, a sub-shop's store or a person's bag.",
  count_quantity:
    '{{what}} cannot be {{countedQuantity}}. Parts kept by the piece take whole numbers, at most a hundred thousand.',
  count_reason:
    'A difference that is left needs a reason, so that it can be found at the end of the month. Write one.',
  count_scan_gone:
    'This scan of {{code}} was taken back or replaced already, or another desk made it. Look at the latest scans.',
  count_serial_twice: 'Serial {{serial}} has been counted; a piece counts once.',
  count_step:
    'Stocktake {{number}} is “{{countState}}” now, so this step is not possible. Look at how it stands.',
  count_taken:
    '{{part}} is being counted in stocktake {{number}}; it cannot be in two at once. Finish or cancel that one first.',
  count_too_big:
    '{{place}} has {{lines}} {{lines, line|lines}}, a stocktake takes at most {{most}}. Count it bin by bin.',
  count_uncounted:
    'Not counted yet: {{lines}} {{lines, line|lines}}. Go on counting, or say whether they are gone or are to be left out.',
  custody_due: 'The day to fetch it, {{day}}, is before today ({{today}}). Choose today or later.',
  custody_here: 'Machine {{code}} is with us already under {{number}} and not fetched yet. Open that one.',
  custody_owed:
    '{{number}}: ¥{{amountYuan}} is still owed. Take the money first, or write why it may go; say how the fee for keeping was met.',
  custody_owner: 'Nobody says whose it is. Scan the order, or enter the name of the user.',
  custody_place: '{{place}} is no place for things of users. Choose a shelf of the custody store.',
  custody_reason: '{{number}}: this step wants a few words. Write what was said, or why.',
  custody_step: '{{number}} is now “{{custodyState}}”; this cannot be done with it. Refresh and look again.',
  custody_who: '{{number}}: nobody is named to whom it goes. Enter the name of who fetches it.',
  dead_part_cause: 'Say why for {{number}}: why the maker refused it, or why it is scrapped.',
  dead_part_late:
    '{{number}} could be claimed until {{day}}; the maker replaces it no more. It can be tested or scrapped.',
  dead_part_payer: '{{number}} and {{other}} belong to different makers and cannot share a parcel.',
  dead_part_photo: '{{number}} has no photo yet. The maker asks for one: add it first.',
  dead_part_step:
    'Dead part {{number}} is “{{deadState}}” now, so this step is not possible. Reload to see where it stands.',
  exchange_code_used:
    'Code {{code}} was already exchanged on order {{number}}. Check the code out and the code in.',
  exchange_codes:
    'An exchange needs two different codes, of the machine out and of the machine in. Read them off the machines.',
  exchange_reason: 'Say how {{code}} was destroyed, or why the exchange is taken back.',
  exchange_step:
    'The machine out, {{code}}, is “{{exchangeState}}” now, so this step is not possible. Reload to see where it stands.',
  issue_old_part_owed:
    'Old for new: {{count}} old {{part}} not handed in yet. Hand them in first, or ask the manager to approve.',
  issue_over_limit:
    'The issue limit is {{limitYuan}} yuan; with this it would be {{wouldBeYuan}}. Return parts or old parts first, or ask the manager to approve.',
  old_box_closed:
    'Box {{number}} is shut or has left; what lies in it stays. One that has not left can be opened again.',
  old_box_empty: 'Nothing lies in box {{number}} yet, so it cannot be shut. Scan labels into it first.',
  old_box_open: 'Box {{number}} is not shut yet. Shut it first; then its list is settled and it can leave.',
  old_box_payer:
    'Old part {{label}} belongs to {{payer}} and cannot go into box {{box}}. A box holds the old parts of one payer.',
  old_box_unknown:
    'No old part has the label or order {{code}}, or the order has several. Scan its label; one without a label is handed in first.',
  old_part_appeal_over:
    'The appeal for old part {{label}} was open until {{day}}. Charge it instead and say who bears it.',
  old_part_bearer:
    'Say who bears the money for old part {{label}}. For a technician the old part must have had one.',
  old_part_cause: 'Say why the maker refused old part {{label}}; the appeal needs it.',
  old_part_step:
    'This old part is “{{oldState}}” now and cannot become “{{oldNext}}”. Reload the list of old parts.',
  pack_measure:
    '{{part}}: {{quantity}} measured, but full packs hold {{nominalQuantity}}. Check the unit and the number of packs.',
  parcel_step:
    'Parcel {{number}} is “{{parcelState}}” now, so this step is not possible. Reload to see where it stands.',
  part_barcode_taken:
    'Barcode {{barcode}} belongs to {{part}} already. Check it, or take it off that part first.',
  part_code_taken: 'Code {{code}} is used by {{part}}. Choose another code, or open that part.',
  part_has_stock:
    '{{part}} still has {{quantity}} in {{location}}: it can not be retired, nor its unit, owner or way of keeping changed. Clear that stock first.',
  part_model_unknown: 'There is no model {{model}} in the list. Check it; write one model per line.',
  part_price_past:
    'The price of {{part}} can not change from {{day}}: papers before today ({{today}}) are booked at the old one. Choose today or later.',
  part_import_done: 'The import of {{file}} was taken back already.',
  part_import_touched:
    '{{part}} was changed after the import, so {{file}} cannot be taken back as a whole. Change the parts in the catalogue one by one.',
  part_sheet_headings:
    '{{file}} has no column headed Code, so no row can be told which part it is. Use the headings of an exported sheet.',
  part_sheet_many:
    'This sheet would change {{count}} {{count, part | parts}} at once; the most is {{limit}}. Split it and import the pieces.',
  part_sheet_nothing: 'There is nothing to import from {{file}}: the catalogue stands so already.',
  part_sheet_stale:
    'The catalogue changed after the preview. Look at the preview of {{file}} once more, then import.',
  part_sheet_wrong:
    'Nothing of {{file}} was imported: {{count}} {{count, row is | rows are}} wrong, the first is row {{row}}. Correct the rows marked red in the preview.',
  part_wrong: 'Part {{code}}: {{problem}} is not right ({{place}}). Correct it and save again.',
  paper_not_undoable:
    '{{number}} cannot be taken back: only posted issues, returns, transfers and scraps that were not taken back before can. Write a paper the other way instead.',
  parts_deposit_short:
    'Only {{headroomYuan}} yuan of the parts deposit at {{payer}} are free; this request needs {{neededYuan}}. Settle old parts, top up the deposit or ask for less.',
  parts_document_step:
    'Document {{number}} is “{{state}}” now; this step does not fit. Open it to see what happened.',
  parts_order_closed:
    'Order {{number}} is finished, cancelled or revoked; no part can be promised to it or asked for.',
  parts_parcel_consent:
    'A parcel out of the bag of {{name}} needs a yes at once: by PIN or by the manager. Ask for it, or transfer without a parcel.',
  receive_instead:
    'Between our own places nothing comes in place of something else. {{part}} is not on this paper: transfer it by itself, or look into it by a stocktake.',
  receive_lot_needed: '{{part}} is kept by lots. Give its lot (and its last day), then receive it.',
  receive_more:
    'More of {{part}} was counted than is on its way. Count again; if there is more, its sender has to write a transfer for it.',
  receive_nothing: 'Nothing has been counted yet. Scan a part or type a quantity, then receive.',
  request_code:
    '“{{code}}” does not look like a machine code. It has letters, digits and dashes, five at least; read it off the nameplate again.',
  request_more:
    'Request {{number}}: at most {{askedQuantity}} of “{{part}}” can be said yes to, as was asked for; make it less.',
  request_nothing:
    'Nothing of request {{number}} is said yes to. If none of it comes, send it back or cancel it, with the reason.',
  request_step:
    'Request {{number}} is “{{requestState}}” now; this step does not fit. Look at what happened to it.',
  staging_changed:
    'Orders changed after {{number}} was packed ({{count}} {{count, line|lines}}). Put in or take out what is marked, then hand it over.',
  staging_empty: 'Nothing is packed for {{number}}. Scan the parts into the box first, or pack all at once.',
  staging_too_many:
    'Only {{needQuantity}} of {{part}} are needed. Leave the rest on the shelf; stock for the bag is issued under Issue.',
  stock_lot_expired:
    'Lot {{lot}} of {{part}} expired on {{day}} and may not be used. Take another lot, or scrap this one or send it back.',
  stock_move_wrong:
    '{{part}} cannot be moved this way ({{kind}}: {{problem}}). Check place, condition and owner.',
  stock_no_bag:
    'This person has no bag yet ({{staffId}}). Add one under Staff, or take the part from a store.',
  stock_old_by_number:
    'Each old part of “{{part}}” has a number of its own and cannot go by quantity. Scan its label on the page of old parts.',
  stock_quantity:
    'The quantity of {{part}} is not possible ({{quantity}}). Enter more than 0 and check the unit.',
  stock_reversed: 'This entry of {{part}} was taken back already; nothing more to do.',
  stock_serial_elsewhere:
    'Serial {{serial}} ({{part}}) is not here, it stands in “{{location}}”. Check the serial, or transfer it here first.',
  stock_serial_needed: '{{part}} is kept by serial number: scan the serial of this piece.',
  stock_serial_pattern:
    'Serial {{serial}} does not look like one of {{part}} ({{pattern}}). Scan the SN on the piece, not the code on its box.',
  stock_short:
    '“{{location}}” has only {{freeQuantity}} of {{part}} free; the rest is gone or promised to other orders. Take less, use another place, or ask for the part.',
  stock_unit_unknown:
    '{{part}} has no conversion for the unit “{{unit}}”. Add it to the part, or use the base unit.',
  substitute_asks:
    '{{other}} stands in for {{part}} only after the maker (or the manager) was asked. Tick that he was, then take it.',
  substitute_forbidden:
    '{{other}} may not stand in for {{part}}. Ask for the part itself, or change the substitutes in the catalogue.',
  substitute_short:
    'Only {{freeQuantity}} of {{other}} is free, too little to stand in for {{part}}. Take fewer, or ask for the part itself.',
  supply_day_past:
    '{{part}} cannot be put off to {{day}}: that day is not after today. Choose tomorrow or later.',
  supply_order_over:
    'Order of goods {{number}} was sent, came in full or is closed, so this cannot be done. Look at its state; order what is still wanted anew.',
  stock_whole:
    '{{part}} is counted in whole pieces, {{quantity}} is not possible. Enter a whole number, or give the part a unit that converts.',
  // paper
  form_guide_unreadable:
    '“{{name}}” is no picture that can be shown; the guide stays as it was. Choose a clear photo or scan.',
  form_off_paper:
    '“{{field}}” of form “{{form}}” reaches over the edge of the paper. Move it inwards or change the size of the form.',
  form_wrong:
    '“{{place}}” of form “{{form}}” does not fit: {{why}}. Put it right and save again; the settings of before still serve.',
  paper_code_unknown:
    'No paper carries the code {{code}}. Scan once more, or type its number into the search.',
  paper_empty:
    'Nothing stands on this “{{document}}”, so it was not printed. Choose the day or the document first.',
  paper_other_document:
    '{{number}} is no “{{document}}”, so nothing was printed. Print it from its own page.',
  paper_too_long:
    'This paper would take about {{metres}} m, more than {{limitMetres}} m, so it was not printed. Use sheets, or print it in parts.',
  pdf_not_ready:
    'This PDF is not ready. Watch its progress and fetch it when done; make it again if it failed.',
  print_stopped:
    'Stopped while printing. Look at the paper: if it is whole, say it came out; else print it again or cancel it.',
  print_data_gone: "The user's data was erased on request, so {{number}} can no longer be printed.",
  print_figure_wrong:
    'The figure at “{{place}}” is outside what can be printed, so nothing was printed. Check the entry and put it right first.',
  print_glyph_missing:
    'No font has “{{char}}” ({{code}}); the paper shows a mark in its place. Write it in by hand or spell it otherwise.',
  printer_desk_away:
    'Printer “{{printer}}” hangs on “{{desk}}”, where the program is not open. Open it there, or choose another printer.',
  printer_device_refused:
    '“{{target}}” is no printer port. Enter a port of this computer (COM3, LPT1, the full path of lp0) or a share (\\\\computer\\printer).',
  printer_folder_refused:
    'Printed files cannot be kept in “{{target}}”. Enter the name of a folder, or the full path of an ordinary folder that exists.',
  printer_name_unknown:
    'The system has no printer named “{{name}}”. Choose one from the list, or install it in the system first.',
  printer_none: 'No printer takes the document “{{document}}”. Add one under Print · Printers.',
  printer_pages_refused:
    '{{printer}} is reached directly and takes only its own commands, no pages. Install it in the system and choose “System printer” for it.',
  printer_paper_wrong:
    'The paper of printer {{printer}} ({{paper}}) does not fit this document. Choose another printer or change its paper under Printers.',
  printer_retired: 'Printer “{{printer}}” is retired. Choose another one or bring it back under Printers.',
  printer_target_wrong:
    'The printer address “{{target}}” is wrong. Network printers take address:port, printing to file takes a folder.',
  slip_too_early:
    'Order {{number}} is not taken in yet, so it gets no slip. Approve it under “To take in” first.',
  template_active: 'Version {{version}} is in use and cannot be removed. Put another version into use first.',
  template_fell_back:
    'Version {{version}} of the template for “{{document}}” has a fault; this paper came from the last good one. Open the template and put it right.',
  template_loop:
    'The block “{{place}}” holds itself and would never end. Take the inner one out and save again.',
  template_newer:
    'This template comes from a later version ({{found}}; this program knows {{known}}). Update the program, then import it.',
  template_other_document:
    'This template is for “{{found}}” and does not fit “{{document}}”. Import it at its own document.',
  template_wrong:
    '“{{place}}” of the template does not fit: {{why}}. Put it right and save again; the version in use has not changed.',
  // visits
  machine_code_open:
    'Code {{code}} stands on order {{order}}, which is still open. Check the nameplate; if that order is a double, settle it first.',
  machine_code_twice:
    'Code {{code}} stands twice on this order. Every machine and unit has its own code; check the nameplates.',
  machine_code_used:
    'Code {{code}} is on the finished order {{order}} already. Check photo and nameplate, correct it and save again.',
  picture_too_large:
    '“{{name}}” is too large; a photo may have {{limitMb}} MB. Make it smaller and choose it again.',
  picture_unreadable: '“{{name}}” is no picture. Choose a JPG, PNG, WebP or HEIC photo.',
  policy_wrong: 'The proof policy was not saved: {{problem}}. Put it right and save again.',
  voucher_step: '{{number}} cannot take this step now. Look who holds it.',
  voucher_twice: '{{number}} is on file already. Check the number.',
  picture_missing: 'The photo “{{name}}” has not reached the host. Choose it again and save when it is sent.',
  slip_keyed: '{{number}} was keyed by {{by}} already. Change it in the order instead of keying it again.',
  slip_misread: 'The check digit of {{code}} does not fit: scanned or copied wrong. Scan it again.',
  slip_unknown:
    'There is no slip with the number {{code}}. Check that it is ours, or search by order number.',
  slip_void: '{{number}} is void ({{reason}}). Find the new slip of this order and key that one.',
  visit_machines:
    'The outcome “{{outcome}}” does not agree with the results of the machines ({{problem}}). Check each machine.',
  visit_nobody: 'Order {{number}} is assigned to nobody. Assign it first, or choose who went here.',
  visit_not_here: 'Order {{number}} stands at “{{state}}”, which takes no visit. Look at the order first.',
  visit_shares: 'The shares of this visit sum to {{sum}}‰ instead of 1000‰. Adjust lead and helpers.',
  visit_step: 'This visit stands at “{{state}}” and cannot take the step ({{step}}). Refresh and look again.',
  visit_times: 'The times do not fit ({{problem}}). Arrival comes before finishing, finishing before now.',
  cash_none: 'This person holds no money to hand in. No hand-in is needed.',
  difference_step: 'This difference is already dealt with. Refresh and look again.',
  document_settling:
    '{{number}} was just agreed or paid and its lines are still being settled. Try again in a few seconds.',
  match_nothing_open:
    'Order {{number}} has no open fee for this payer, so the row cannot be matched to it. Choose another order, or compute its fees again.',
  pay_none: 'Period {{period}} has no unpaid pay. Audit the finished orders first, or choose another period.',
  pay_stale:
    'Pay slip {{number}} has {{count}} {{count, line that was|lines that were}} frozen, reversed or put on another slip. Prepare the slip again.',
  pay_step: 'This pay slip has moved on; that step is not possible. Refresh and look again.',
  payment_over:
    'The {{amountYuan}} received is more than the {{leftYuan}} this statement leaves open. Check the sum; record the rest on another statement.',
  period_earlier_open:
    'Period {{earlier}} is not closed yet, so {{period}} cannot be. Close the earlier one first.',
  period_step: 'Period {{period}} has moved on; that step is not possible. Refresh and look again.',
  period_unready:
    'Period {{period}} still has {{count}} {{count, thing|things}} to finish and cannot be closed. Work through the closing list.',
  statement_cell:
    '“{{file}}”, row {{row}}, column “{{column}}” says “{{value}}”, which cannot be read ({{count}} such {{count, cell|cells}}). Correct the file and import it again; nothing has been imported.',
  statement_column_missing:
    '“{{file}}” has no column “{{column}}”, so it cannot be matched. Columns found: {{found}}. Choose the column in the preview, or take a file that has it.',
  statement_empty: '“{{file}}” has no statement rows. Check that it is the right file and sheet.',
  statement_none: '“{{connection}}” gives no statements. Download the file from the platform and import it.',
  statement_step: 'This statement has moved on; that step is not possible. Refresh and look again.',
  statement_too_big:
    '“{{file}}” has more than {{limitRows}} rows. Export it in parts, by half month or month.',
  statement_undecided:
    '{{count}} {{count, row or difference is|rows or differences are}} not decided yet, so this statement cannot be agreed. Decide {{count, it|them}} at the matching desk first.',
  statement_unreadable:
    '“{{file}}” cannot be opened ({{why}}). Save it as xlsx or csv in a spreadsheet program and import that.',
  quote_decided: 'Quote {{number}} has its answer already; look at the newest one.',
  quote_expired:
    'Quote {{number}} is past its date and cannot be agreed to. Give a new one at today’s prices.',
  quote_proof_missing:
    'A yes to quote {{number}} needs its proof: signature, recording or message. Choose one, then confirm.',
  undo_done: 'This step has been taken back already; nothing more is needed.',
  undo_sent:
    'This step of order {{number}} has been told to the platform and cannot be taken back. Use the ordinary action to change it.',
  undo_moved_on:
    'Order {{number}} has moved on since, so this step cannot be taken back. Look at its timeline, then decide.',
  undo_touched:
    '{{staffName}} has changed order {{number}} since, so this step cannot be taken back. Look at its timeline, then decide.',
} as const;
