/** Staging: put ready by person and route the evening before, handed out in the morning. */
export const staging = {
  scan: {
    field: 'Scan anything: part, badge, paper, shelf',
    unknown:
      'Nobody knows the code {{code}}. Look at the label again, or type the code of the part or the number of the paper.',
    several: '{{code}} has more than one meaning; choose one:',
    kind: {
      part: 'Part',
      serial: 'Serial',
      staff: 'Person',
      order: 'Order',
      old_part: 'Old part',
      document: 'Paper',
      request: 'Parts request',
      parcel: 'Parcel',
      bin: 'Shelf',
      place: 'Store',
      custody: 'Kept for a user',
      count: 'Stocktake',
    },
    lies: '{{place}} {{bin}}',
    liesNone: 'Nothing lies here.',
    notYours: '{{code}} is a {{what}} that you may not open.',
  },
};
