import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const WIDTH = 860;
const QUIET = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--hide-scrollbars'];
const OFFLINE = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** The command of a headless browser on this machine; undefined when there is none. */
export function findChromium(): string | undefined {
  return NAMES.find(name => spawnSync(name, ['--version']).status === 0);
}

/** Takes a picture of an HTML page, as high as its content, into a PNG file. Throws when there is no picture. */
export function takePicture(chromium: string, html: string, file: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'picture-'));
  try {
    const page = join(folder, 'page.html');
    const measure = '<script>document.title = document.documentElement.getBoundingClientRect().height</script>';
    writeFileSync(page, `${html}${measure}`);
    const render = (...args: string[]): string => {
      const profile = `--user-data-dir=${join(folder, 'profile')}`;
      const options = [...QUIET, ...OFFLINE, profile, ...args, `file://${page}`];
      const { status, stdout, stderr } = spawnSync(chromium, options, { encoding: 'utf8', timeout: 60_000 });
      if (status !== 0) throw new Error(`${chromium} ended with ${status}: ${stderr}`);
      return stdout;
    };
    const dom = render(`--window-size=${WIDTH},400`, '--dump-dom');
    const height = Math.ceil(Number(/<title>([\d.]+)<\/title>/.exec(dom)?.[1]));
    if (!(height > 0)) throw new Error(`${chromium}: expected the height of the page; got none`);
    render(`--window-size=${WIDTH},${height}`, '--force-device-scale-factor=2', `--screenshot=${file}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
