// Package lsp is the language server.
//
// The state of the server is a snapshot: the open documents, and a workspace
// over them and the disk. A snapshot never changes. What a client notifies
// (open, change, close, watched files) is handled in order on the reading
// goroutine and puts a new snapshot in place of the old, sharing everything
// that did not change: trees, what was inferred of modules that do not see the
// change, and their findings. Requests take the snapshot of the moment they arrive
// and run on goroutines of their own, so a slow one holds nothing up and none
// sees half a change.
//
// Which files the workspace has is found out in the background, once in an era:
// until then nothing is said of documents, for what is found in one may depend
// on others. A search over the workspace asks the table of words which files
// can matter before it has any parsed.
//
// Diagnostics are pushed by one worker goroutine. It checks the documents of
// the newest snapshot, those changed last first, starts over when a newer
// snapshot comes, and publishes what differs from what the client has.
//
// A panic is a bug of ours: it is logged with its stack, answered with an
// internal error if it came from a request, and the server goes on.
package lsp
