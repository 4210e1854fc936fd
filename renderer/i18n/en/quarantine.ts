/** Why an item waits in quarantine, and what was mended on the way in (domain/orders/quarantine.ts). */
export const quarantine = {
  id_missing:
    'It has no number of its own ({{field}}). Compare with the platform, add the number or enter it by hand.',
  id_too_long:
    'Its number is too long ({{field}}, {{length}} characters, at most {{limit}}). Compare with the platform.',
  not_json:
    'Its content is cut off or malformed ({{problem}}). Fetch it again; if it stays so, ask the platform.',
  not_an_object: 'What came is not an order ({{found}}). Ask the platform.',
  number_invalid:
    '“{{field}}” is not a usable number: {{value}}. Correct it from the platform, then release it.',
  text_garbled:
    '“{{field}}” is garbled: {{value}}. Most likely another encoding; correct it from the platform.',
  time_impossible:
    '“{{field}}” is a date that does not exist: {{value}}. Correct it from the platform, then release it.',
  too_large:
    'This item is too large ({{length}} characters, at most {{limit}}). The original is kept; ask the platform.',
  too_many_parts:
    '“{{field}}” has {{length}} entries, at most {{limit}}. Split it on the platform or enter it by hand.',
} as const;

export const intakeNotes = {
  created_missing: 'The platform gave no order time; the time of receipt stands in.',
  text_repaired: 'Broken characters were taken out of “{{field}}”; the original is kept.',
  text_truncated:
    '“{{field}}” is too long ({{length}} characters); the first {{limit}} are shown, the original is kept.',
  time_ignored: '“{{field}}” holds a date that does not exist ({{value}}); left empty.',
  status_unknown: 'The platform status “{{value}}” is not known yet; map it under Platforms.',
} as const;
