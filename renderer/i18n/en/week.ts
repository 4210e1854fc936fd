/** The week of the dispatch board. */
export const dispatchWeek = {
  title: 'Week: people and days',
  view: 'Day or week',
  day: 'Day',
  week: 'Week',
  toWeek: 'Show the week',
  toDay: 'Show the day',
  person: 'Person: orders · hours',
  sum: 'Week',
  all: 'All',
  cell: '{{jobs}} · {{hours}}/{{of}} h',
  slots: 'Slots: booked / room',
  open: '{{n}} without a person',
  stillHas: 'still has {{n}}',
  closed: 'closed',
  load: '{{name}}: {{percent}}%',
} as const;
