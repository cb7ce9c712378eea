package session

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// readEnvFile reads the variables of an environment file: NAME=VALUE lines,
// perhaps after "export", with # comments. In single quotes a value is taken as
// it is; in double quotes \n, \t, \", \\ and \$ are known; outside of single
// quotes ${NAME} is replaced by an earlier line's value, or the environment's.
func readEnvFile(path string) (map[string]string, error) {
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("the environment file %s does not exist", path)
	case err != nil:
		return nil, err
	case !utf8.Valid(data):
		return nil, fmt.Errorf("the environment file %s is no UTF-8", path)
	}
	env := map[string]string{}
	text := strings.TrimPrefix(string(data), "\ufeff")
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if rest, ok := strings.CutPrefix(line, "export "); ok {
			line = strings.TrimSpace(rest)
		}
		name, value, ok := strings.Cut(line, "=")
		name = strings.TrimSpace(name)
		if !ok || name == "" || strings.ContainsAny(name, " \t'\"") {
			return nil, fmt.Errorf("%s:%d is no NAME=VALUE", path, i+1)
		}
		value, err := envValue(strings.TrimSpace(value), env)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, i+1, err)
		}
		env[name] = value
	}
	return env, nil
}

// envValue reads the right side of a line.
func envValue(text string, env map[string]string) (string, error) {
	quote := byte(0)
	if text != "" && (text[0] == '\'' || text[0] == '"') {
		quote, text = text[0], text[1:]
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote != 0 && c == quote:
			if rest := strings.TrimSpace(text[i+1:]); rest != "" && rest[0] != '#' {
				return "", fmt.Errorf("there is text after the closing quote: %s", rest)
			}
			return b.String(), nil
		case quote == '"' && c == '\\' && i+1 < len(text):
			i++
			switch text[i] {
			case 'n':
				b.WriteByte('\n')
			case 't':
				b.WriteByte('\t')
			case '"', '\\', '$':
				b.WriteByte(text[i])
			default:
				b.WriteString(text[i-1 : i+1])
			}
		case quote == 0 && c == '#' && i > 0 && (text[i-1] == ' ' || text[i-1] == '\t'):
			return strings.TrimRight(b.String(), " \t"), nil
		case quote != '\'' && strings.HasPrefix(text[i:], "${") && strings.Contains(text[i:], "}"):
			name, _, _ := strings.Cut(text[i+2:], "}")
			value, known := env[name]
			if !known {
				value = os.Getenv(name)
			}
			b.WriteString(value)
			i += len(name) + 2
		default:
			b.WriteByte(c)
		}
	}
	if quote != 0 {
		return "", fmt.Errorf("the quote %c is not closed", quote)
	}
	return b.String(), nil
}

// mergeEnvFile puts the variables of envFile under those of env, which win.
func (a *LaunchArguments) mergeEnvFile() error {
	if a.EnvFile == "" {
		return nil
	}
	path := a.EnvFile
	if !filepath.IsAbs(path) {
		path = filepath.Join(a.Cwd, path)
	}
	env, err := readEnvFile(path)
	if err != nil {
		return err
	}
	merged := make(map[string]*string, len(env)+len(a.Env))
	for name, value := range env {
		merged[name] = &value
	}
	for name, value := range a.Env {
		merged[name] = value
	}
	// What the arguments mean now is complete: other processes do not read again.
	a.Env, a.EnvFile = merged, ""
	return nil
}
