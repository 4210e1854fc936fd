import { createRequire } from 'node:module';

/** Files of the shipped font (Noto Sans SC, OFL-1.1). */
export interface FontFiles {
  regular: string;
  bold: string;
}

/** The font in `node_modules`; a packaged program gives its own resource paths instead. */
export function installedFonts(): FontFiles {
  const find = createRequire(import.meta.url).resolve;
  return {
    regular: find('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
    bold: find('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
  };
}
