'use strict';
const { EventEmitter } = require('node:events');
const { guard } = require('./guard.cjs');

/** Displays are a model: one of 1920×1080, or what STANDIN_DISPLAYS (JSON list of work areas) says. */
const areas = JSON.parse(process.env.STANDIN_DISPLAYS ?? '[{"x":0,"y":0,"width":1920,"height":1080}]');
const displays = areas.map((area, index) => ({
  id: index + 1,
  scaleFactor: 1,
  bounds: { ...area },
  workArea: { ...area },
  size: { width: area.width, height: area.height },
  workAreaSize: { width: area.width, height: area.height },
}));
const overlap = (a, b) =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

const screen = guard(
  'screen',
  Object.assign(new EventEmitter(), {
    getAllDisplays: () => displays,
    getPrimaryDisplay: () => displays[0],
    getDisplayMatching: (rect) =>
      displays.toSorted((a, b) => overlap(b.bounds, rect) - overlap(a.bounds, rect))[0],
  }),
);
module.exports = { screen };
