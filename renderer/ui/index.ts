/** All parts and patterns; README.md shows each. */
export { Avatar, Badge, Light, Meter } from './badge.tsx';
export {
  Board,
  BoardKeys,
  type BoardCard,
  type BoardPerson,
  type BoardSlot,
  type BoardTarget,
} from './board.tsx';
export { BulkBar } from './bulk-bar.tsx';
export { Button, IconButton } from './button.tsx';
export { DateField, MonthGrid } from './date-field.tsx';
export { Dialog, Popover } from './dialog.tsx';
export {
  DocumentPage,
  Facts,
  type LineColumn,
  LineTable,
  type MoneyLine,
  MoneyTable,
  Section,
  Timeline,
  type TimelineEntry,
} from './document-page.tsx';
export { Checkbox, ErrorLine, Field, NumberField, TextField } from './field.tsx';
export { Kbd } from './kbd.tsx';
export { KeyHelp } from './key-help.tsx';
export type { Column } from './list-column.ts';
export { ListDocument, useDocumentRoute } from './list-document.tsx';
export { Menu, type MenuAction, openMenu } from './menu.tsx';
export { type Decision, Queue } from './queue.tsx';
export { Redirect } from './redirect.tsx';
export { RuleEditor, type RuleField } from './rule-editor.tsx';
export { completeRules, editableRules, isRuleGroup, type RuleGroup, type RuleNode } from './rule-tree.ts';
export { Banner, Card, ChangedBanner, EmptyState, Screen, Skeleton, Stat, Totals } from './screen.tsx';
export { ComboBox, filterOptions, type Option, Select } from './select.tsx';
export type { Shape } from './shape.tsx';
export { ShapeMark } from './shape.tsx';
export { Splitter } from './splitter.tsx';
export { OrderState, StatePill, type Tone } from './state-pill.tsx';
export { Segments, type Tab, Tabs } from './tabs.tsx';
export { TaskTray, type TrayJob } from './task-tray.tsx';
export { Toasts, toast } from './toast.tsx';
export { Tooltip } from './tooltip.tsx';
export { AgoText, DateText, DayText, Deadline, MoneyText, PhoneText, QuantityText } from './values.tsx';
export { type ListHandle, VirtualList } from './virtual-list.tsx';
