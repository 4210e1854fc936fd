'use strict';
/** What `electron` gives in a utility process: `net` and `systemPreferences` in truth, nothing here. */
const { guard } = require('./guard.cjs');
module.exports = guard('electron (utility)', {});
