"""How argparse lays out its help."""

import re
from argparse._names import OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE


class HelpFormatter:
    """Formatter for usage messages and argument help; only its name is a public interface."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None, color=True):
        if width is None:
            import shutil

            width = shutil.get_terminal_size().columns - 2
        self._prog = prog
        self._step = indent_increment
        self._width = width
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._indent = 0
        self._longest = 0
        self._root = self._section = _Section(None, None)

    def start_section(self, heading):
        self._indent += self._step
        section = _Section(self._section, heading)
        self._section.items.append((self._format_section, (section,)))
        self._section = section

    def end_section(self):
        self._section = self._section.parent
        self._indent -= self._step

    def add_text(self, text):
        if text is not SUPPRESS and text is not None:
            self._section.items.append((self._format_text, (text,)))

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._section.items.append((self._format_usage, (usage, actions, groups, prefix)))

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        widths = [len(self._format_action_invocation(action)) + self._indent]
        self._indent += self._step
        widths += [len(self._format_action_invocation(a)) + self._indent for a in _sub(action)]
        self._indent -= self._step
        self._longest = max(self._longest, *widths)
        self._section.items.append((self._format_action, (action,)))

    def format_help(self):
        text = self._format_items(self._root)
        return re.sub(r"\n\n\n+", "\n\n", text).strip("\n") + "\n" if text else text

    def _format_items(self, section):
        return "".join([text for make, args in section.items if (text := make(*args))])

    def _format_section(self, section):
        self._indent += self._step
        text = self._format_items(section)
        self._indent -= self._step
        if not text:
            return ""
        heading = ""
        if section.heading is not SUPPRESS and section.heading is not None:
            heading = f"{'':{self._indent}}{section.heading}:\n"
        return f"\n{heading}{text}\n"

    def _format_text(self, text):
        if "%(prog)" in text:
            text = text % {"prog": self._prog}
        return self._fill_text(text, max(self._width - self._indent, 11), " " * self._indent) + "\n\n"

    def _format_usage(self, usage, actions, groups, prefix):
        prefix = "usage: " if prefix is None else prefix
        if usage is not None:
            usage = usage % {"prog": self._prog}
        elif not actions:
            usage = self._prog
        else:
            options = self._usage_parts([a for a in actions if a.option_strings], groups)
            positionals = self._usage_parts([a for a in actions if not a.option_strings], groups)
            usage = " ".join([self._prog, *options, *positionals])
            room = self._width - self._indent
            if len(prefix) + len(usage) > room:
                usage = self._wrap_usage(options, positionals, prefix, room)
        return f"{prefix}{usage}\n\n"

    def _wrap_usage(self, options, positionals, prefix, room):
        prog = self._prog

        def lines(parts, indent, first=None):
            out, line = [], []
            width = (len(prefix) if first is not None else len(indent)) - 1
            for part in parts:
                if width + 1 + len(part) > room and line:
                    out.append(indent + " ".join(line))
                    line, width = [], len(indent) - 1
                line.append(part)
                width += len(part) + 1
            if line:
                out.append(indent + " ".join(line))
            if first is not None:
                out[0] = out[0][len(indent) :]
            return out

        if len(prefix) + len(prog) <= 0.75 * room:
            indent = " " * (len(prefix) + len(prog) + 1)
            if options:
                return "\n".join(lines([prog, *options], indent, prefix) + lines(positionals, indent))
            return "\n".join(lines([prog, *positionals], indent, prefix)) if positionals else prog
        indent = " " * len(prefix)
        all_lines = lines(options + positionals, indent)
        if len(all_lines) > 1:
            all_lines = lines(options, indent) + lines(positionals, indent)
        return "\n".join([prog, *all_lines])

    def _usage_parts(self, actions, groups):
        """The texts of actions, those of a mutually exclusive group in brackets with bars."""
        parts = [self._usage_part(a) for a in actions]
        for group in groups:
            members = [a for a in group._group_actions if a.help is not SUPPRESS]
            if not group._group_actions or not set(group._group_actions) <= set(actions):
                continue
            start = actions.index(group._group_actions[0])
            end = start + len(group._group_actions)
            if actions[start:end] != group._group_actions or not members:
                continue
            shown = [i for i in range(start, end) if parts[i] is not None]
            if len(shown) > 1 or not group.required:
                opening, closing = ("(", ")") if group.required else ("[", "]")
            else:
                opening = closing = ""
            for i in shown:
                text = parts[i]
                if text[0] == "[" and text[-1] == "]":
                    text = text[1:-1]
                parts[i] = text + (" |" if i != shown[-1] else closing)
            parts[shown[0]] = opening + parts[shown[0]]
            joined = " ".join(parts[i] for i in shown)
            for i in shown:
                parts[i] = None
            parts[shown[0]] = joined
        return [p for p in parts if p is not None]

    def _usage_part(self, action):
        if action.help is SUPPRESS:
            return None
        if not action.option_strings:
            text = self._format_args(action, self._get_default_metavar_for_positional(action))
            return text
        text = action.format_usage()
        if action.nargs != 0:
            text = f"{action.option_strings[0]} {self._format_args(action, self._get_default_metavar_for_optional(action))}"
        return text if action.required else f"[{text}]"

    def _format_action(self, action):
        position = min(self._longest + self._step, self._max_help_position)
        help_width = max(self._width - position, 11)
        room = position - self._indent - 2
        header = self._format_action_invocation(action)
        first = 0
        if not action.help:
            out = [f"{'':{self._indent}}{header}\n"]
        elif len(header) <= room:
            out = [f"{'':{self._indent}}{header:<{room}}  "]
        else:
            out = [f"{'':{self._indent}}{header}\n"]
            first = position
        if action.help and action.help.strip():
            text = self._expand_help(action)
            if text:
                lines = self._split_lines(text, help_width)
                out.append(f"{'':{first}}{lines[0]}\n")
                out += [f"{'':{position}}{line}\n" for line in lines[1:]]
        elif not out[-1].endswith("\n"):
            out.append("\n")
        self._indent += self._step
        out += [self._format_action(a) for a in _sub(action)]
        self._indent -= self._step
        return "".join(out)

    def _format_action_invocation(self, action):
        if not action.option_strings:
            return " ".join(self._metavar_formatter(action, self._get_default_metavar_for_positional(action))(1))
        names = ", ".join(action.option_strings)
        if action.nargs == 0:
            return names
        return f"{names} {self._format_args(action, self._get_default_metavar_for_optional(action))}"

    def _metavar_formatter(self, action, default):
        if action.metavar is not None:
            result = action.metavar
        elif action.choices is not None:
            result = "{" + ",".join(map(str, action.choices)) + "}"
        else:
            result = default
        return lambda n: result if isinstance(result, tuple) else (result,) * n

    def _format_args(self, action, default):
        get = self._metavar_formatter(action, default)
        nargs = action.nargs
        if nargs is None:
            return "%s" % get(1)
        if nargs == OPTIONAL:
            return "[%s]" % get(1)
        if nargs == ZERO_OR_MORE:
            metavar = get(1)
            return "[%s [%s ...]]" % metavar if len(metavar) == 2 else "[%s ...]" % metavar
        if nargs == "+":
            return "%s [%s ...]" % get(2)
        if nargs == REMAINDER:
            return "..."
        if nargs == PARSER:
            return "%s ..." % get(1)
        if nargs == SUPPRESS:
            return ""
        try:
            return " ".join(["%s"] * nargs) % get(nargs)
        except TypeError:
            raise ValueError("invalid nargs value") from None

    def _expand_help(self, action):
        values = {k: v for k, v in vars(action).items() if v is not SUPPRESS}
        values["prog"] = self._prog
        for name, value in values.items():
            if hasattr(value, "__name__"):
                values[name] = value.__name__
        if values.get("choices") is not None:
            values["choices"] = ", ".join(map(str, values["choices"]))
        text = self._get_help_string(action)
        return text % values if "%" in text else text

    def _split_lines(self, text, width):
        import textwrap

        return textwrap.wrap(" ".join(text.split()), width)

    def _fill_text(self, text, width, indent):
        import textwrap

        return textwrap.fill(" ".join(text.split()), width, initial_indent=indent, subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest


class _Section:
    def __init__(self, parent, heading):
        self.parent, self.heading, self.items = parent, heading, []


def _sub(action):
    return getattr(action, "_get_subactions", list)()


class RawDescriptionHelpFormatter(HelpFormatter):
    """Leaves descriptions and epilogs as they are written."""

    def _fill_text(self, text, width, indent):
        return "".join(indent + line for line in text.splitlines(keepends=True))


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Leaves every help text as it is written."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds each argument's default to its help."""

    def _get_help_string(self, action):
        text = action.help or ""
        if "%(default)" in text or action.default is SUPPRESS:
            return text
        if action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE):
            return text + " (default: %(default)s)"
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Help message formatter which uses the argument 'type' as the default metavar value."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    _get_default_metavar_for_positional = _get_default_metavar_for_optional
