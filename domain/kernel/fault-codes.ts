/**
 * Every error code that may cross the contract. Closed: the router turns anything else into `internal`.
 * Both catalogues hold one sentence per code that names the place and the way out (a test compares them).
 */
export const faultCodes = [
  // kernel
  'conflict', // a row changed meanwhile: params entity, id
  'feature_off', // the outlet does not use this part: params feature
  'forbidden', // no permission: params action
  'host_gone', // the host ended before it answered; the same request id may be sent again
  'input_invalid', // schema refused: params field, problem
  'input_too_large', // params limitBytes
  'internal', // defect: params ref (log reference)
  'not_found', // params entity, id
  'rate_limited', // params retryMs
  'request_reused', // same request id, other input
  'unknown_channel', // params channel
  // host
  'blob_damaged', // a file is not what was announced or does not verify: params id
  'job_gone', // the program that did the job ended: params kind
  'snapshot_gone', // the list was let go: open it again
  'ticket_used', // an upload or download ticket is spent
  // session
  'desk_locked',
  'desk_unknown', // the opening address was used already or is not ours
  'login_needed',
  'pin_wrong', // params left (tries)
  'pin_blocked', // params untilMs
  // store
  'disk_full',
  'store_damaged', // params place
  'store_key_missing',
  'store_key_wrong',
  'store_locked', // open in another copy: params pid
  'store_newer', // params found, known
  'store_other_outlet', // params found, expected
  'store_epoch_old', // params found, expected
  'store_unreadable', // params place, detail
  'period_closed', // params period
  'recovery_key_wrong',
  'log_damaged', // operation log: params place, offset
  'too_old', // a step that can no longer be undone: params reason
  'clock_wrong', // params nowMs, lastMs
  // outlet
  'area_known', // params name
  'area_own', // params name
  'area_used', // params name, use (orders, people, estates), n
  'calendar_wrong', // params place, problem
  'message_step', // an outbox message is not in a state for this: params state
  'outlet_exists', // first run is over
  'quarantine_step', // decided already: params state
  'tier_overlaps', // params name, fromKm, toKm (empty: without an end)
  'tier_used', // params name, areas
  // order life
  'appointment_past', // params day
  'appointment_step', // params from, step
  'appointment_window',
  'hand_over_changed', // params number
  'order_edge_missing', // params from, action
  'customer_has_work', // params count
  'order_taken', // params number, staffName
  'phone_unreadable',
  'reason_unknown', // params kind, code
  'order_guard_failed', // params guard, action
  // calls and appointments
  'slot_closed', // nothing may be booked in it: params day, slot
  'slot_full', // params day, slot, left, count
  // order lists
  'filter_invalid', // params field, problem
  'selection_too_large', // params count, limit
  'view_limit', // params limit
  // the order's document
  'quote_decided', // answered or replaced already: params number
  'quote_expired', // params number
  'quote_proof_missing', // a yes without how it is proved: params number
  'undo_done', // taken back already: params number
  'undo_moved_on', // changed since by the platform or the clock: params number
  'undo_sent', // a message of the step left the house: params number
  'undo_touched', // changed since: params number, staffName
  // staff
  'staff_account_taken', // params workerId, name
  'staff_code_taken', // params code, name
  'staff_has_things', // params name, orders, parts, oldParts, cashFen, tools, slips, advancesFen
  'staff_kind_code_taken', // params code, name
  'staff_last_manager', // nobody would be left who may give roles
  'staff_lock_out', // whoever saves would no longer be allowed to
  'staff_role_held', // params count
  'staff_team_code_taken', // params code, name
  // platforms
  'platform_address_wrong', // params host
  'platform_answer_unreadable', // params host, place, problem
  'platform_auth_failed', // params host, said
  'platform_clock_skew', // params skewSeconds
  'platform_failing', // params host, status
  'platform_forbidden', // params host, said
  'platform_limited', // params host, retrySeconds
  'platform_rejected', // our request was refused as such: params host, said
  'platform_settings_wrong', // params field
  'platform_unreachable', // params host, why
  'upstream_order_closed', // params upstreamId, said
  'upstream_order_gone', // params upstreamId
  'upstream_picture_refused', // params name, said
  'upstream_step_incomplete', // params step, field
  'upstream_step_refused', // params step, said
  'upstream_step_unsupported', // params step
  'upstream_unconfirmed', // the exchange broke off: params step
  // printing
  'print_job_step', // this step does not fit the job's state: params state, step
  'printer_answer_strange', // what answers there is no receipt printer: params printer
  'printer_cover_open', // params printer
  'printer_file_refused', // params place, why
  'printer_interrupted', // broke off after the first byte: params printer, sentBytes, totalBytes
  'printer_offline', // params printer, why
  'printer_out_of_order', // cutter or other error lamp: params printer
  'printer_paper_out', // params printer
  'printer_refused', // the system does not let us at the device: params printer, why
  // paper; `document` is a kind of domain/paper/kinds.ts
  'form_guide_unreadable', // the picture of a pre-printed form: params name
  'form_off_paper', // a value would stand beside the form: params form, field
  'form_wrong', // params form, place, why
  'paper_code_unknown', // a scanned code of no paper of ours: params code
  'paper_empty', // nothing stands on it: params document
  'paper_other_document', // the number is another paper's: params document, number
  'paper_too_long', // params metres, limitMetres
  'pdf_not_ready', // the job has not ended well
  'print_stopped', // a person stopped it while bytes were under way
  'print_data_gone', // the user's data was erased: params number
  'print_figure_wrong', // a figure that is no whole number within reach: params place
  'print_glyph_missing', // no font of ours has it: params char, code
  'printer_desk_away', // its own desk is off: params printer, desk
  'printer_device_refused', // no printer port, no share: params target
  'printer_folder_refused', // params target
  'printer_name_unknown', // the system has no printer of this name: params name
  'printer_none', // no printer for this document: params document
  'printer_pages_refused', // it is written to directly and knows no pages: params printer
  'printer_paper_wrong', // params printer, paper
  'printer_retired', // params printer
  'printer_target_wrong', // params target
  'slip_too_early', // the order is not taken in: params number
  'template_active', // the version in use: params version
  'template_fell_back', // a fault in it, the last good one served: params document, version
  'template_loop', // a block within itself: params place
  'template_newer', // from a later program: params found, known
  'template_other_document', // params document, found
  'template_wrong', // params place, why
  // visits
  'machine_code_open', // on another order that is still open: params code, order
  'machine_code_twice', // params code
  'machine_code_used', // on another finished order: params code, order
  'picture_missing', // a shot whose file the outlet does not have: params name
  'picture_too_large', // params name, limitMb
  'picture_unreadable', // no picture by its first bytes: params name
  'policy_wrong', // params problem
  'slip_keyed', // params number, by
  'slip_misread', // wrong check sign: params code
  'slip_unknown', // params code
  'slip_void', // params number, reason
  'visit_machines', // outcome and machine results disagree: params outcome, problem
  'visit_nobody', // nobody is assigned: params number
  'visit_not_here', // the order's state takes no visit: params number, state
  'visit_shares', // params sum
  'visit_step', // params state, step
  'visit_times', // params problem
  'voucher_step', // params number, from, to
  'voucher_twice', // params kind, number
  // parts
  'claim_outcome', // a claim of this kind cannot end so: params number
  'claim_step', // params number, claimState
  'count_approval', // params number, amountFen, limitFen
  'count_bin_needed', // params bins
  'count_bin_outside', // params bin, bins
  'count_equal', // nothing differs: params number
  'count_moved', // less there than the loss: params partId, place
  'count_moved_while', // taken from between two scans: params partId
  'count_not_a_part', // a slip, a person, a paper: params code
  'count_not_asked', // equal in an earlier round: params what
  'count_nothing', // params place
  'count_outside', // not in the sample: params partId
  'count_place', // params place
  'count_quantity', // params what, countedMilli
  'count_reason', // params number
  'count_scan_gone', // params code
  'count_serial_twice', // params serial
  'count_step', // params number, countState
  'count_taken', // in another stocktake: params partId, number
  'count_too_big', // params place, lines, most
  'count_uncounted', // params number, lines
  'custody_due', // params day, today
  'custody_here', // params code, number
  'custody_owed', // params number, amountFen
  'custody_owner', // nobody's name, and no order
  'custody_place', // params place
  'custody_reason', // params number
  'custody_step', // params number, custodyState
  'custody_who', // params number
  'dead_part_cause', // params number
  'dead_part_late', // params number, day
  'dead_part_payer', // params number, other
  'dead_part_photo', // params number
  'dead_part_step', // params number, deadState
  'exchange_code_used', // params code, number
  'exchange_codes', // machine out and machine in are two different codes
  'exchange_reason', // params code
  'exchange_step', // params code, exchangeState
  'issue_old_part_owed', // 以旧换新: params partId, count
  'issue_over_limit', // 领料额度: params limitFen, wouldBeFen
  'old_box_closed', // params number
  'old_box_empty', // params number
  'old_box_open', // params number
  'old_box_payer', // params label, payer, box
  'old_box_unknown', // params code
  'old_part_appeal_over', // params label, day
  'old_part_bearer', // params label
  'old_part_cause', // params label
  'old_part_step', // params from, to; the same as oldState, oldNext
  'pack_measure', // params partId, quantityMilli, nominalMilli
  'parcel_step', // params number, parcelState
  'part_barcode_taken', // on another part: params barcode, partId, part
  'part_code_taken', // params code, partId, part
  'part_has_stock', // params partId, part, location, quantityMilli
  'part_model_unknown', // params model
  'part_price_past', // params partId, part, day, today
  'part_import_done', // taken back already: params file
  'part_import_touched', // changed since: params file, partId, part
  'part_sheet_headings', // no column of codes: params file
  'part_sheet_many', // params count, limit
  'part_sheet_nothing', // everything stands as in the sheet: params file
  'part_sheet_stale', // the catalogue changed since the preview: params file
  'part_sheet_wrong', // params count, row, file
  'part_wrong', // params code, problem, place
  'paper_not_undoable', // a kind, state or counter-paper that cannot be taken back: params number
  'parts_deposit_short', // params payer, headroomFen, neededFen
  'parts_document_step', // params number, state
  'parts_order_closed', // nothing can be promised to it: params number
  'parts_parcel_consent', // a parcel out of another's bag needs his yes at once: params name
  'receive_instead', // between our own places nothing comes instead of something: params partId, part
  'receive_lot_needed', // params partId, part
  'receive_more', // more than is on its way: params partId, part
  'receive_nothing', // nothing was counted
  'request_code', // params code
  'request_more', // the maker cannot say yes to more than was asked: params number, part, askedMilli
  'request_nothing', // yes to nothing at all: params number
  'request_step', // params number, requestState
  'staging_changed', // the box is not as it was seen: params number, count
  'staging_empty', // nothing in the box: params number
  'staging_too_many', // more than the order needs: params partId, part, needMilli
  'stock_lot_expired', // params partId, lot, day
  'stock_move_wrong', // params partId, kind, problem
  'stock_no_bag', // params staffId
  'stock_old_by_number', // params partId, part
  'stock_quantity', // params partId, quantityMilli
  'stock_reversed', // taken back already: params partId
  'stock_serial_elsewhere', // params partId, serial, location
  'stock_serial_needed', // params partId
  'stock_serial_pattern', // params partId, serial, pattern
  'stock_short', // params partId, location, freeMilli
  'stock_unit_unknown', // params partId, unit
  'stock_whole', // half of a thing that is counted: params partId, part, quantityMilli
  'substitute_asks', // params part, other
  'substitute_forbidden', // params part, other
  'substitute_short', // params part, other, freeMilli
  'supply_day_past', // put off to a day that is over: params partId, part, day
  'supply_order_over', // came, closed, void, or sent already: params number
  // money
  'cash_none', // nothing to hand in: params staffId
  'difference_step', // params state, step
  'document_settling', // its lines still follow the last step: params number
  'match_nothing_open', // the order has no open fee of this payer: params number
  'pay_none', // no unpaid pay in the period: params period
  'pay_stale', // lines were frozen or stand on another slip: params number, count
  'pay_step', // params state, step
  'payment_over', // more than the statement leaves: params amountFen, leftFen
  'period_earlier_open', // params period, earlier
  'period_step', // params period, state
  'period_unready', // params period, item, count
  'statement_cell', // params file, row, column, value, count
  'statement_column_missing', // params file, column, found
  'statement_empty', // params file
  'statement_none', // the platform gives no statement: params connection
  'statement_step', // params state, step
  'statement_too_big', // params file, limitRows
  'statement_undecided', // params count
  'statement_unreadable', // params file, why
] as const;

export type FaultCode = (typeof faultCodes)[number];
