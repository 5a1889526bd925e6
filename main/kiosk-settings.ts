/** From the configuration to what a session needs of it; a machine without one still speaks to people. */
import type { Config } from './config/index.ts';
import { languages } from './languages.ts';
import type { SessionSettings } from './session/index.ts';

const PIXELS_PER_MM = 3.2;
/** Typed on the screen. */
const TYPED_KEYS = ['can'] as const;
const KEYS_WITH_SCANNER = ['can', 'mrz'] as const;

export function settingsFrom(config: Config): SessionSettings {
  const { site, timeouts } = config;
  return {
    languages: languages(config.languages),
    site: {
      machineId: site.machineId,
      helpPhone: site.helpPhone,
      traySide: site.traySide,
      scanner: config.devices.barcodeScanner !== undefined,
      nearby: site.nearby,
      mapUrl: site.mapUrl,
    },
    display: display(config.screen.pixelsPer_mm),
    accessKeys: config.devices.barcodeScanner ? KEYS_WITH_SCANNER : TYPED_KEYS,
    returnDamaged: config.issuance.returnDamaged,
    timeouts: {
      idle_ms: timeouts.idle_s * 1000,
      stillThere_ms: timeouts.stillThere_s * 1000,
      notice_ms: timeouts.notice_s * 1000,
      thanks_ms: timeouts.thanks_s * 1000,
      cardRead_ms: timeouts.cardRead_s * 1000,
      documentRead_ms: timeouts.documentRead_s * 1000,
      moreTime_ms: timeouts.take_s * 1000,
    },
  };
}

export function settingsWithoutConfig(): SessionSettings {
  return {
    languages: languages(['ar', 'en']),
    site: { machineId: '', helpPhone: '', traySide: 'centre', scanner: false, nearby: [], mapUrl: '' },
    display: display(PIXELS_PER_MM),
    accessKeys: TYPED_KEYS,
    returnDamaged: true,
    timeouts: {
      idle_ms: 40_000,
      stillThere_ms: 20_000,
      notice_ms: 25_000,
      thanks_ms: 8_000,
      cardRead_ms: 6_000,
      documentRead_ms: 20_000,
      moreTime_ms: 40_000,
    },
  };
}

function display(pixelsPer_mm: number): SessionSettings['display'] {
  return { contrast: 'default', textSize: 'normal', reach: 'full', motion: 'full', pixelsPer_mm };
}
