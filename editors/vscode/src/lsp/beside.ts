// What asynclsp leaves to other Python extensions, so that nothing is shown twice.

export type Choice = 'auto' | 'on' | 'off';

/** Extensions with a language server for the whole of Python. */
const servers = [
  'ms-python.vscode-pylance',
  'ms-pyright.pyright',
  'detachhead.basedpyright',
  'astral-sh.ty',
  'meta.pyrefly',
  'jedi-language-server.jedi',
];

/** Extensions that report errors of syntax. */
const parsers = [...servers, 'charliermarsh.ruff'];

export interface Shared {
  /** Symbols, definitions, references, highlights, folding, semantic tokens. */
  navigation: boolean;
  /** Findings of the parser. */
  syntaxErrors: boolean;
  /** Types of async generators as inlay hints. */
  returnTypes: boolean;
}

export interface Surroundings {
  navigation: Choice;
  syntaxErrors: Choice;
  /** Whether Pylance was told to show return types itself. */
  othersShowReturnTypes: boolean;
  installed(extension: string): boolean;
}

/** What asynclsp shows of that which others may show, too. */
export function share(around: Surroundings): Shared {
  const server = servers.some((id) => around.installed(id));
  const parser = parsers.some((id) => around.installed(id));
  return {
    navigation: decide(around.navigation, !server),
    syntaxErrors: decide(around.syntaxErrors, !parser),
    returnTypes: !(server && around.othersShowReturnTypes),
  };
}

function decide(choice: Choice, auto: boolean): boolean {
  return choice === 'auto' ? auto : choice === 'on';
}
