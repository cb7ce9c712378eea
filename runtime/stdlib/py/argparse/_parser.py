"""ArgumentParser."""

import os
import re
import sys
from argparse import _ActionsContainer
from argparse._actions import ArgumentError, ArgumentTypeError, Namespace, _Shown, name_of
from argparse._help import HelpFormatter
from argparse._names import OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE

_NEGATIVE = re.compile(r"-\.?\d")
_PATTERNS = {None: "(-*A-*)", OPTIONAL: "(-*A?-*)", ZERO_OR_MORE: "(-*[A-]*)", "+": "(-*A[A-]*)", REMAINDER: "([AO-]*)", PARSER: "(-*A[AO-]*)", SUPPRESS: "(-*)"}


class ArgumentParser(_Shown, _ActionsContainer):
    """A command line described by its arguments, which it parses."""

    __module__ = "argparse"

    def __init__(
        self, prog=None, usage=None, description=None, epilog=None, parents=[], formatter_class=HelpFormatter,
        prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error", add_help=True,
        allow_abbrev=True, exit_on_error=True, *, suggest_on_error=False, color=True,
    ):  # fmt: skip
        _ActionsContainer.__init__(self, description, prefix_chars, argument_default, conflict_handler)
        self.prog = os.path.basename(sys.argv[0]) if prog is None else prog
        self.usage, self.epilog, self.formatter_class = usage, epilog, formatter_class
        self.fromfile_prefix_chars, self.add_help, self.allow_abbrev = fromfile_prefix_chars, add_help, allow_abbrev
        self.exit_on_error, self.suggest_on_error, self.color = exit_on_error, suggest_on_error, color
        self._positionals = self.add_argument_group("positional arguments")
        self._optionals = self.add_argument_group("options")
        self._subparsers = None
        if add_help:
            prefix = "-" if "-" in prefix_chars else prefix_chars[0]
            self.add_argument(prefix + "h", prefix * 2 + "help", action="help", default=SUPPRESS, help="show this help message and exit")
        for parent in parents:
            if not isinstance(parent, ArgumentParser):
                raise TypeError("parents must be a list of ArgumentParser")
            self._adopt(parent)
            self._defaults.update(parent._defaults)

    def _adopt(self, parent):
        groups = {}
        for old in parent._action_groups:
            same = [g for g in self._action_groups if g.title == old.title]
            group = same[0] if same else self.add_argument_group(old.title, old.description, conflict_handler=old.conflict_handler)
            groups.update((id(a), group) for a in old._group_actions)
        for old in parent._mutually_exclusive_groups:
            outer = groups.get(id(old._group_actions[0])) if old._group_actions else None
            group = (outer or self).add_mutually_exclusive_group(required=old.required)
            groups.update((id(a), group) for a in old._group_actions)
        for action in parent._actions:
            groups.get(id(action), self)._add_action(action)

    def _get_kwargs(self):
        return [(n, getattr(self, n)) for n in ("prog", "usage", "description", "formatter_class", "conflict_handler", "add_help")]

    def _add_action(self, action):
        (self._optionals if action.option_strings else self._positionals)._add_action(action)
        return action

    def add_subparsers(self, **kwargs):
        if self._subparsers is not None:
            raise ValueError("cannot have multiple subparser arguments")
        kwargs.setdefault("parser_class", type(self))
        self._subparsers = self._positionals
        if "title" in kwargs or "description" in kwargs:
            self._subparsers = self.add_argument_group(kwargs.pop("title", "subcommands"), kwargs.pop("description", None))
        if kwargs.get("prog") is None:
            formatter = self._get_formatter()
            formatter.add_usage(self.usage, [a for a in self._actions if not a.option_strings], self._mutually_exclusive_groups, "")
            kwargs["prog"] = formatter.format_help().strip()
        action = self._registries["action"].get(kwargs.pop("action", "parsers"))(option_strings=[], **kwargs)
        self._check_help(action)
        self._subparsers._add_action(action)
        return action

    def parse_args(self, args=None, namespace=None):
        namespace, rest = self.parse_known_args(args, namespace)
        if rest:
            message = f"unrecognized arguments: {' '.join(rest)}"
            if not self.exit_on_error:
                raise ArgumentError(None, message)
            self.error(message)
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        args = sys.argv[1:] if args is None else list(args)
        namespace = Namespace() if namespace is None else namespace
        for action in self._actions:
            if action.dest is not SUPPRESS and action.default is not SUPPRESS and not hasattr(namespace, action.dest):
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        try:
            rest = _Run(self, args, namespace).run()
        except ArgumentError as e:
            if not self.exit_on_error:
                raise
            self.error(str(e))
        if hasattr(namespace, "_unrecognized_args"):
            rest.extend(namespace._unrecognized_args)
            del namespace._unrecognized_args
        return namespace, rest

    def convert_arg_line_to_args(self, arg_line):
        return [arg_line]

    def _value(self, action, text):
        convert = self._registries["type"].get(action.type, action.type)
        try:
            return convert(text)
        except ArgumentTypeError as e:
            raise ArgumentError(action, str(e)) from None
        except (TypeError, ValueError):
            raise ArgumentError(action, f"invalid {getattr(action.type, '__name__', repr(action.type))} value: {text!r}") from None

    def _check_value(self, action, value):
        choices = action.choices
        if choices is None:
            return
        if value not in (iter(choices) if isinstance(choices, str) else choices):
            raise ArgumentError(action, f"invalid choice: {value!r} (choose from {', '.join(map(repr, choices))})")

    def format_usage(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def print_usage(self, file=None):
        self._print_message(self.format_usage(), file or sys.stdout)

    def print_help(self, file=None):
        self._print_message(self.format_help(), file or sys.stdout)

    def _print_message(self, message, file=None):
        if message:
            (file or sys.stderr).write(message)

    def _warning(self, message):
        self._print_message(f"{self.prog}: warning: {message}\n", sys.stderr)

    def exit(self, status=0, message=None):
        if message:
            self._print_message(message, sys.stderr)
        sys.exit(status)

    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")


class _Run:
    """One parse of a command line."""

    def __init__(self, parser, args, namespace):
        self.parser, self.namespace = parser, namespace
        self.args = self._read_files(args) if parser.fromfile_prefix_chars else args
        self.seen, self.given, self.rest = set(), set(), []
        self.positionals = [a for a in parser._actions if not a.option_strings]

    def _read_files(self, args):
        out = []
        for arg in args:
            if not arg or arg[0] not in self.parser.fromfile_prefix_chars:
                out.append(arg)
                continue
            try:
                with open(arg[1:]) as f:
                    found = [a for line in f.read().splitlines() for a in self.parser.convert_arg_line_to_args(line)]
            except OSError as e:
                raise ArgumentError(None, str(e)) from None
            out += self._read_files(found)
        return out

    def _option(self, arg):
        """The candidates (action, option, separator, value) of an argument, or None of a positional one."""
        parser = self.parser
        if not arg or arg[0] not in parser.prefix_chars:
            return None
        table = parser._option_string_actions
        if arg in table:
            return [(table[arg], arg, None, None)]
        if len(arg) == 1:
            return None
        name, sep, value = arg.partition("=")
        if sep and name in table:
            return [(table[name], name, sep, value)]
        found = []
        if arg[1] in parser.prefix_chars:
            if parser.allow_abbrev:
                found = [(a, n, sep or None, value if sep else None) for n, a in table.items() if n.startswith(name)]
        else:
            short = arg[:2]
            for n, a in table.items():
                if n == short:
                    found.append((a, n, "", arg[2:]))
                elif parser.allow_abbrev and n.startswith(name):
                    found.append((a, n, sep or None, value if sep else None))
        if found:
            return found
        if _NEGATIVE.match(arg) and not parser._negative_options or " " in arg:
            return None
        return [(None, arg, None, None)]

    def run(self):
        options, kinds = {}, []
        for i, arg in enumerate(self.args):
            if arg == "--":
                kinds += ["-"] + ["A"] * (len(self.args) - i - 1)
                break
            found = self._option(arg)
            if found is not None:
                options[i] = found
            kinds.append("A" if found is None else "O")
        self.kinds = "".join(kinds)
        self.options = options
        at, last = 0, max(options, default=-1)
        while at <= last:
            following = at
            while following not in options:
                following += 1
            if following != at:
                end = self._positionals(at, following)
                if end > at:
                    at = end
                    continue
            if at not in options:
                self.rest += self.args[at:following]
                at = following
            at = self._take_option(at)
        at = self._positionals(at, None)
        self.rest += self.args[at:]
        self._finish()
        return self.rest

    def _count(self, action, kinds):
        pattern = _PATTERNS.get(action.nargs) or "(-*%s-*)" % "-*".join("A" * action.nargs)
        if action.option_strings:
            pattern = pattern.replace("-*", "").replace("-", "")
        return pattern, re.match(pattern, kinds)

    def _positionals(self, at, limit):
        kinds = self.kinds[at:]
        n = len(self.positionals)
        while n:
            match = re.match("".join(self._count(a, "")[0] for a in self.positionals[:n]), kinds)
            if match:
                break
            n -= 1
        if not n:
            return at
        taken = self.positionals[:n]
        lengths = [len(g) for g in match.groups()]
        while limit is not None and taken and lengths[-1] == 0 and taken[-1].nargs != PARSER and "O" in kinds:
            taken, lengths = taken[:-1], lengths[:-1]  # there may be more behind the option
        for action, length in zip(taken, lengths):
            args = self.args[at : at + length]
            if "-" in self.kinds[at : at + length] and action.nargs not in (PARSER, REMAINDER):
                args.remove("--")
            elif action.nargs == PARSER and args and args[0] == "--":
                args = args[1:]
            at += length
            self._take(action, args)
        self.positionals = self.positionals[len(taken) :]
        return at

    def _take_option(self, at):
        found = self.options[at]
        if len(found) > 1:
            names = ", ".join(f[1] for f in found)
            raise ArgumentError(None, f"ambiguous option: {self.args[at]} could match {names}")
        action, name, sep, value = found[0]
        if action is None:
            self.rest.append(self.args[at])
            return at + 1
        todo = []
        while True:
            if value is not None:
                count = self._count(action, "A")[1] if action.nargs != 0 else None
                if action.nargs == 0 and sep == "" and name[1] not in self.parser.prefix_chars and value:
                    todo.append((action, [], name))
                    name = name[0] + value[0]
                    value = value[1:] or None
                    if name not in self.parser._option_string_actions:
                        self.rest.append(name + (value or ""))  # letters that are no options
                        at += 1
                        break
                    action = self.parser._option_string_actions[name]
                    if value and value[0] == "=":
                        sep, value = "=", value[1:]
                    continue
                if not count:
                    raise ArgumentError(action, f"ignored explicit argument {value!r}")
                todo.append((action, [value], name))
                at += 1
                break
            start = at + 1
            count = self._length(action, self.kinds[start:])
            at = start + count
            todo.append((action, self.args[start:at], name))
            break
        for action, args, name in todo:
            if action.deprecated:
                self.parser._warning(f"option '{name}' is deprecated")
            self._take(action, args, name)
        return at

    def _length(self, action, kinds):
        if action.nargs == 0:
            return 0
        match = self._count(action, kinds)[1]
        if match:
            return len(match.group(1))
        texts = {None: "expected one argument", OPTIONAL: "expected at most one argument", "+": "expected at least one argument"}
        n = action.nargs
        raise ArgumentError(action, texts.get(n) or f"expected {n} argument{'s' if n != 1 else ''}")

    def _take(self, action, args, option=None):
        self.seen.add(action)
        value = self._values(action, args)
        if value is not action.default:
            self.given.add(action)
            for group in self.parser._mutually_exclusive_groups:
                if action in group._group_actions:
                    for other in group._group_actions:
                        if other is not action and other in self.given:
                            raise ArgumentError(action, f"not allowed with argument {name_of(other)}")
        if value is not SUPPRESS:
            action(self.parser, self.namespace, value, option)

    def _values(self, action, args):
        parser, nargs = self.parser, action.nargs
        if not args and nargs == OPTIONAL or not args and nargs == ZERO_OR_MORE and not action.option_strings:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str) and value is not SUPPRESS and nargs == OPTIONAL:
                value = parser._value(action, value)
                parser._check_value(action, value)
            return [] if value is None and nargs == ZERO_OR_MORE else value
        if len(args) == 1 and nargs in (None, OPTIONAL):
            value = parser._value(action, args[0])
            parser._check_value(action, value)
            return value
        if nargs == SUPPRESS:
            return SUPPRESS
        value = [parser._value(action, a) for a in args]
        for v in value[:1] if nargs == PARSER else [] if nargs == REMAINDER else value:
            parser._check_value(action, v)
        return value

    def _finish(self):
        missing = []
        for action in self.parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(name_of(action))
            elif isinstance(action.default, str) and getattr(self.namespace, action.dest, None) is action.default and action.default is not SUPPRESS:
                setattr(self.namespace, action.dest, self.parser._value(action, action.default))
        if missing:
            raise ArgumentError(None, f"the following arguments are required: {', '.join(missing)}")
        for group in self.parser._mutually_exclusive_groups:
            if group.required and not any(a in self.given for a in group._group_actions):
                names = " ".join(name_of(a) for a in group._group_actions if a.help is not SUPPRESS)
                raise ArgumentError(None, f"one of the arguments {names} is required")
