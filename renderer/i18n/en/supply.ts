/** Parts requests, goods that came otherwise, what should be ordered. */
export const supply = {
  request: {
    view: { open: 'Open', late: 'Late {{count}}', all: 'All' },
    step: {
      approved: 'Maker says yes',
      shipped: 'Shipped',
      corrected: 'Correct parcel',
      sent_back: 'Sent back',
      again: 'Ask again',
      cancelled: 'Cancel request',
    },
    stepTitle: {
      approved: 'Maker says yes to {{number}}',
      shipped: '{{number}} is shipped',
      sent_back: '{{number}} was sent back',
      again: 'Put {{number}} right and ask again',
      cancelled: 'Cancel request {{number}}',
    },
    because: { sent_back: 'Sent back: {{reason}}', cancelled: 'Cancelled: {{reason}}' },
    happened: {
      requested: 'Asked for',
      request_approved: 'Maker said yes',
      request_shipped: 'Shipped',
      request_sent_back: 'Sent back',
      request_again: 'Put right and asked again',
      request_cancelled: 'Cancelled',
      request_came: 'Goods came',
    },
    approved: 'Approved',
    approveHelp:
      'If the maker gives less, make the quantity less; the deposit carries only what it said yes to.',
    reason: 'Reason',
    parcelNumber: 'Parcel number',
    carrier: 'Carrier',
    expected: 'Expected',
    parcel: 'Parcel {{number}} · expected {{day}}',
    late: 'Not here yet; days past the expected day: {{days}}.',
    lateShort: '+{{days}} d',
    life: 'What happened',
    more: 'One more part',
  },
};
