-- The language server: by vim.lsp.enable where there is one (Neovim 0.11), else
-- by starting it for each workspace.
local M = {}

local markers = { 'asynclsp.toml', 'pyproject.toml', 'setup.py', 'setup.cfg', '.git' }

-- defaults are the client's configuration before the user's own.
function M.defaults()
  local o = require('asynctools').options.lsp
  -- A plain empty table would reach the server as an empty list.
  local settings = next(o.settings) and o.settings or vim.empty_dict()
  return {
    name = 'asynclsp',
    cmd = o.cmd,
    filetypes = { 'python' },
    root_markers = markers,
    settings = { asynclsp = settings },
    init_options = vim.tbl_deep_extend('force', { showReferences = true }, o.settings),
  }
end

-- command is what starts the server: what the user has given to vim.lsp.config
-- goes before setup().
function M.command()
  local config = vim.lsp.enable and vim.lsp.config.asynclsp
  local cmd = config and config.cmd
  if type(cmd) == 'table' and type(cmd[1]) == 'string' then return cmd end
  return require('asynctools').options.lsp.cmd
end

-- root is the nearest folder at or above a file that has a marker, or its own.
local function root(file)
  local own = vim.fn.fnamemodify(file, ':p:h')
  local folder = own
  while true do
    for _, marker in ipairs(markers) do
      if vim.loop.fs_stat(folder .. '/' .. marker) then return folder end
    end
    local above = vim.fn.fnamemodify(folder, ':h')
    if above == folder then return own end
    folder = above
  end
end

local clients = {} -- by root, for Neovim 0.7

local function start(buffer)
  local file = vim.api.nvim_buf_get_name(buffer)
  if file == '' or vim.bo[buffer].buftype ~= '' then return end
  local config = M.defaults()
  config.root_dir = root(file)
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  local at = config.root_dir
  local client = clients[at] and vim.lsp.get_client_by_id(clients[at])
  if not client or client.is_stopped() then
    config.on_exit = function(_, _, id)
      if clients[at] == id then clients[at] = nil end
    end
    clients[at] = vim.lsp.start_client(config)
  end
  if clients[at] then vim.lsp.buf_attach_client(buffer, clients[at]) end
end

function M.enable()
  local name = M.command()[1]
  if vim.fn.executable(name) == 0 then
    require('asynctools').complain(('there is no executable %s; install it, or set lsp.cmd'):format(name))
    return
  end
  if vim.lsp.enable then
    -- It reads lsp/asynclsp.lua, and what the user has given to vim.lsp.config.
    vim.lsp.enable('asynclsp')
    return
  end
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('asynctools.lsp', {}),
    pattern = 'python',
    callback = function(event) start(event.buf) end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.bo[buffer].filetype == 'python' then start(buffer) end
  end
end

-- show_references puts the places of a code lens into the quickfix list.
function M.show_references(lens, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local places = lens.arguments[3] or {}
  local items = vim.lsp.util.locations_to_items(places, client and client.offset_encoding or 'utf-16')
  vim.fn.setqflist({}, ' ', { title = lens.title or 'references', items = items })
  if #items > 0 then vim.cmd('copen') end
end

return M
