// Keeps from the editor's own messages what the views ask for in the background:
// their errors are shown in the views, and how long they take is no news.

export interface Message {
  type: string;
  event?: string;
  command?: string;
  success?: boolean;
  body?: { title?: string; progressId?: string; error?: { showUser?: boolean } };
}

export class Quiet {
  private readonly hidden = new Set<string>();

  /** Tells whether a message of the adapter is for the editor, and softens it. */
  passes(m: Message): boolean {
    const id = m.body?.progressId;
    if (m.type === 'response' && m.success === false && isOurs(m.command) && m.body?.error !== undefined) {
      m.body.error.showUser = false;
    }
    if (m.type !== 'event' || id === undefined) {
      return true;
    }
    if (m.event === 'progressStart' && isOurs(m.body?.title)) {
      this.hidden.add(id);
      return false;
    }
    return m.event === 'progressEnd' ? !this.hidden.delete(id) : !this.hidden.has(id);
  }
}

function isOurs(command: string | undefined): boolean {
  return command?.startsWith('asyncdap/') === true;
}
