// Package clients drives asyncdap with debug clients that others wrote, and
// with the plugin of editors/nvim in Debian's Neovim. Their stories are scripts
// in their own languages, node/*.mjs and nvim/*.lua; a story prints what its
// user would see, and the test compares that with the transcripts in testdata.
//
// To have the clients here:
//
//	npm ci --prefix internal/dap/clients/node
//	apt-get install neovim=0.7.2-7
//
// A client that is missing is skipped, or fails the test if ASYNCTOOLS_CLIENTS
// (a list of "node" and "nvim" with commas) says that it has to be there. No
// package offers nvim-dap: its story runs where ASYNCTOOLS_NVIM_DAP names a
// folder of version 0.6.0, the last one for Debian's Neovim. The story "newest"
// is for Neovim 0.12, the program ASYNCTOOLS_NVIM_NEWEST, and the folder
// ASYNCTOOLS_NVIM_DAP_NEWEST of a nvim-dap of today.
package clients
