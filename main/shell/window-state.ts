import fs from 'node:fs';
import path from 'node:path';

/** Size in device-independent pixels; place relative to the primary display's corner. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface WindowState {
  bounds: Area | null;
  maximized: boolean;
  language: 'zh' | 'en' | null;
}

export const minimumSize = { width: 960, height: 640 };
const defaultState: WindowState = { bounds: null, maximized: false, language: null };

/** Reads what was kept. A missing, torn or foreign file is as if nothing had been kept. */
export function readState(file: string): WindowState {
  try {
    return checkState(JSON.parse(fs.readFileSync(file, 'utf8')));
  } catch {
    return { ...defaultState };
  }
}

export function checkState(value: unknown): WindowState {
  if (typeof value !== 'object' || value === null) return { ...defaultState };
  const { bounds, maximized, language } = value as Record<string, unknown>;
  return {
    bounds: isArea(bounds) ? bounds : null,
    maximized: maximized === true,
    language: language === 'zh' || language === 'en' ? language : null,
  };
}

function isArea(value: unknown): value is Area {
  if (typeof value !== 'object' || value === null) return false;
  const area = value as Record<string, unknown>;
  return ['x', 'y', 'width', 'height'].every(
    (key) => Number.isInteger(area[key]) && Math.abs(area[key] as number) < 100_000,
  );
}

/**
 * Kept bounds as they may be used today: a display may be gone, smaller or moved. Null means "in the middle of
 * the primary display". At least a hand's width of the title bar must be reachable.
 */
export function fitBounds(kept: Area | null, workAreas: readonly Area[]): Area | null {
  if (kept === null) return null;
  const width = Math.max(kept.width, minimumSize.width);
  const height = Math.max(kept.height, minimumSize.height);
  const titleBar: Area = { x: kept.x, y: kept.y, width, height: 32 };
  const display = workAreas.find((area) => {
    const seenWidth =
      Math.min(area.x + area.width, titleBar.x + titleBar.width) - Math.max(area.x, titleBar.x);
    const seenHeight =
      Math.min(area.y + area.height, titleBar.y + titleBar.height) - Math.max(area.y, titleBar.y);
    return seenWidth >= 120 && seenHeight >= 16;
  });
  if (display === undefined) return null;
  return {
    x: kept.x,
    y: kept.y,
    width: Math.min(width, display.width),
    height: Math.min(height, display.height),
  };
}

/** Replaced in one step: a power cut leaves the old place or the new one. */
export function writeState(file: string, state: WindowState): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.part`, JSON.stringify(state));
  fs.renameSync(`${file}.part`, file);
}
