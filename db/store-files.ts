/** Names inside one outlet's folder. */
export const storeFiles = {
  store: 'outlet.db',
  keyring: 'keyring.db',
  search: 'search.db',
  log: 'oplog',
  blobs: 'blobs',
  copies: 'copies',
  epoch: 'epoch.json',
  /** What a restore replaced, by time. */
  replaced: 'replaced',
} as const;
