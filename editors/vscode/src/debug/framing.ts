// The framing of the Debug Adapter Protocol: a header with the length of the
// body, an empty line, the body.

/** Encodes one message. */
export function encode(message: object): Buffer {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`, 'ascii'), body]);
}

/** Takes bytes as they come and gives whole messages. */
export class Decoder {
  private chunks: Buffer[] = [];
  private size = 0;
  private length = -1; // of the body that is awaited; -1: of the header

  /** The messages that these bytes complete. Throws on what is no protocol. */
  push(data: Buffer): unknown[] {
    this.chunks.push(data);
    this.size += data.length;
    const out: unknown[] = [];
    for (;;) {
      if (this.length < 0 && !this.readHeader()) {
        return out;
      }
      if (this.size < this.length) {
        return out;
      }
      const all = this.join();
      const body = all.subarray(0, this.length).toString('utf8');
      this.keep(all.subarray(this.length));
      this.length = -1;
      out.push(JSON.parse(body));
    }
  }

  private readHeader(): boolean {
    const all = this.join();
    const end = all.indexOf('\r\n\r\n');
    if (end < 0) {
      if (all.length > 4096) {
        throw new Error('what the debug adapter writes has no header');
      }
      return false;
    }
    const header = all.subarray(0, end).toString('ascii');
    const length = /^content-length: *(\d+)\s*$/im.exec(header)?.[1];
    if (length === undefined) {
      throw new Error(`a header of the debug adapter has no length: ${header}`);
    }
    this.length = Number(length);
    this.keep(all.subarray(end + 4));
    return true;
  }

  // Bytes are joined when a header or a body is whole, not with each chunk:
  // a long answer comes in many.
  private join(): Buffer {
    if (this.chunks.length !== 1) {
      this.chunks = [Buffer.concat(this.chunks)];
    }
    return this.chunks[0] ?? Buffer.alloc(0);
  }

  private keep(rest: Buffer): void {
    this.chunks = rest.length > 0 ? [rest] : [];
    this.size = rest.length;
  }
}
