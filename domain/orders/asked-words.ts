/** Closed lists of the order's dialogs. No schema here: the window shows them, and a schema would come along with them. */

/** How a user's yes to a quote is proved. */
export const quoteProofs = ['signed', 'recorded', 'message'] as const;

/** Why somebody asks to see a user's data. */
export const revealReasons = ['call_user', 'visit', 'complaint', 'platform_asks', 'check_address'] as const;
