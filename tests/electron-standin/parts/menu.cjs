'use strict';
/** Menus are a model only: items, roles and `click()`. Nothing is drawn and no accelerator is listened for. */
const { guard } = require('./guard.cjs');

class MenuItem {
  constructor(options) {
    const { submenu, click, ...rest } = options;
    Object.assign(this, {
      type: submenu ? 'submenu' : 'normal',
      enabled: true,
      visible: true,
      checked: false,
      label: '',
      ...rest,
    });
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : (submenu ?? null);
    this.click = (event, window) => click?.(this, window, event ?? {});
  }
}

class Menu {
  items = [];
  append(item) {
    this.items.push(item);
  }
  getMenuItemById(id) {
    for (const item of this.items) {
      if (item.id === id) return item;
      const inner = item.submenu?.getMenuItemById(id);
      if (inner) return inner;
    }
    return null;
  }
  static current = null;
  static buildFromTemplate(template) {
    const menu = new Menu();
    for (const options of template) menu.append(new MenuItem(options));
    return menu;
  }
  static setApplicationMenu(menu) {
    Menu.current = menu;
  }
  static getApplicationMenu() {
    return Menu.current;
  }
}
module.exports = { Menu: guard('Menu', Menu), MenuItem };
