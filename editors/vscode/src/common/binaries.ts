// Where the programs are that this extension starts.

import * as path from 'node:path';

export type Program = 'asynclsp' | 'asyncdap';

/** What the search needs to know of the machine. */
export interface Place {
  platform: NodeJS.Platform;
  home: string;
  /** PATH. */
  search: string;
  /** The extension's own folder. */
  extension: string;
  /** The first folder of the workspace. */
  workspace?: string | undefined;
  isFile(path: string): boolean;
}

export type Found = { path: string; from: 'setting' | 'bundled' | 'PATH' } | { problem: string };

/** A program's file name on a platform. */
export function fileName(program: Program, platform: NodeJS.Platform): string {
  return platform === 'win32' ? `${program}.exe` : program;
}

/**
 * The setting goes first, and if it leads nowhere that is an error: to start
 * another program than the one asked for would be a riddle. Then comes the
 * program that the extension brings, then PATH.
 */
export function findProgram(program: Program, setting: string, place: Place): Found {
  const paths = place.platform === 'win32' ? path.win32 : path.posix;
  if (setting.trim() !== '') {
    const wanted = expand(setting.trim(), place);
    return place.isFile(wanted)
      ? { path: wanted, from: 'setting' }
      : { problem: `The setting ${program}.path names ${wanted}, and there is no such file.` };
  }
  const name = fileName(program, place.platform);
  const bundled = paths.join(place.extension, 'bin', name);
  if (place.isFile(bundled)) {
    return { path: bundled, from: 'bundled' };
  }
  for (const folder of place.search.split(paths.delimiter)) {
    const candidate = paths.join(folder, name);
    if (folder !== '' && paths.isAbsolute(folder) && place.isFile(candidate)) {
      return { path: candidate, from: 'PATH' };
    }
  }
  return {
    problem: `${program} was not found: this package of the extension has none for ${place.platform}, and there is none on PATH. Install it, and name it in the setting ${program}.path.`,
  };
}

/** Replaces what people write in paths of settings. */
export function expand(setting: string, place: Pick<Place, 'platform' | 'home' | 'workspace'>): string {
  const paths = place.platform === 'win32' ? path.win32 : path.posix;
  let out = setting;
  if (out === '~' || out.startsWith('~/') || out.startsWith('~\\')) {
    out = place.home + out.slice(1);
  }
  if (place.workspace !== undefined) {
    out = out.replaceAll('${workspaceFolder}', place.workspace);
    if (!paths.isAbsolute(out)) {
      out = paths.join(place.workspace, out);
    }
  }
  return out;
}
