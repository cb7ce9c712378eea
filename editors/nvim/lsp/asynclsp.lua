-- For vim.lsp.enable('asynclsp'), Neovim 0.11 and newer.
return require('asynctools.lsp').defaults()
