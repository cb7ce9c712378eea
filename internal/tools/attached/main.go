// Command attached measures what a debugger costs that has asked for nothing
// the program comes by: the same program alone and attached to, in two processes
// that take turns, a piece of work at a time. A piece's cost is its processor
// time; printed are the median of attached/alone over all pairs, and the range in
// which that median is with 95 % certainty.
//
//	go run ./internal/tools/attached [-rounds 200] [PROGRAM]...
//
// A program does a piece of work for each line that it reads, and prints the
// seconds it took; those of the folder programs are the default.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/asynctools/asynctools/internal/dap/client"
)

func main() {
	dap := flag.String("asyncdap", "bin/asyncdap", "the binary under test")
	rounds := flag.Int("rounds", 200, "pieces of work of each process")
	limit := flag.Float64("limit", 0, "exit with status 1 when a median is certainly above, e.g. 1.02")
	flag.Parse()
	programs := flag.Args()
	if len(programs) == 0 {
		programs, _ = filepath.Glob("internal/tools/attached/programs/*.py") // the pattern is well formed
	}
	if len(programs) == 0 || *rounds < 2 {
		flag.Usage()
		os.Exit(2)
	}
	fmt.Printf("%-16s %10s %10s %10s   %s\n", "program", "alone", "attached", "ratio", "95 % of it")
	above := false
	for _, path := range programs {
		r, err := measure(*dap, path, *rounds)
		if err != nil {
			fmt.Fprintf(os.Stderr, "attached: %s: %v\n", path, err)
			os.Exit(2)
		}
		fmt.Printf("%-16s %8.2fms %8.2fms %10.4f   %.4f to %.4f\n", strings.TrimSuffix(filepath.Base(path), ".py"),
			1e3*r.alone, 1e3*r.attached, r.ratio, r.low, r.high)
		above = above || *limit > 0 && r.low > *limit
	}
	if above {
		os.Exit(1)
	}
}

type result struct{ alone, attached, ratio, low, high float64 }

func measure(dap, path string, rounds int) (r result, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
	defer cancel()
	alone, err := start(ctx, dap, "run", path)
	if err != nil {
		return r, err
	}
	defer alone.end()
	attached, err := start(ctx, dap, "run", "--listen", "127.0.0.1:0", "--wait", path)
	if err != nil {
		return r, err
	}
	defer attached.end()
	if err := attached.attach(ctx); err != nil {
		return r, err
	}
	const warmUp = 5
	var a, b, ratios []float64
	for n := range warmUp + rounds {
		// Whoever is first in a pair may find the machine cooler.
		order := []*process{alone, attached}
		if n%2 == 1 {
			slices.Reverse(order)
		}
		took := map[*process]float64{}
		for _, p := range order {
			if took[p], err = p.piece(); err != nil {
				return r, err
			}
		}
		if n >= warmUp {
			a, b = append(a, took[alone]), append(b, took[attached])
			ratios = append(ratios, took[attached]/took[alone])
		}
	}
	slices.Sort(ratios)
	// The median's rank is binomial: so far from the middle it still may be.
	half := 0.98 * math.Sqrt(float64(len(ratios)))
	at := func(rank float64) float64 {
		return ratios[max(0, min(len(ratios)-1, int(rank)))]
	}
	middle := float64(len(ratios)) / 2
	return result{median(a), median(b), median(ratios), at(middle - half), at(middle + half)}, nil
}

func median(list []float64) float64 {
	list = slices.Clone(list)
	slices.Sort(list)
	n := len(list)
	return (list[(n-1)/2] + list[n/2]) / 2
}

type process struct {
	cmd  *exec.Cmd
	in   io.Writer
	out  *bufio.Reader
	errs *bufio.Reader
	conn net.Conn
}

func start(ctx context.Context, name string, args ...string) (*process, error) {
	p := &process{cmd: exec.CommandContext(ctx, name, args...)}
	in, err := p.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	errs, err := p.cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	p.in, p.out, p.errs = in, bufio.NewReader(out), bufio.NewReader(errs)
	return p, p.cmd.Start()
}

// attach does what an editor does, with a breakpoint that is never reached.
func (p *process) attach(ctx context.Context) error {
	line, err := p.errs.ReadString('\n')
	_, address, ok := strings.Cut(strings.TrimSpace(line), "attach on ")
	if !ok {
		return fmt.Errorf("it says %q: %w", line, errors.Join(err, io.ErrUnexpectedEOF))
	}
	if p.conn, err = (&net.Dialer{}).DialContext(ctx, "tcp", address); err != nil {
		return err
	}
	c := client.New(p.conn)
	for _, request := range []struct {
		command string
		args    any
	}{
		{"initialize", map[string]any{"adapterID": "asyncdap"}},
		{"attach", nil},
		{"setFunctionBreakpoints", map[string]any{"breakpoints": []any{map[string]any{"name": "elsewhere"}}}},
		{"setExceptionBreakpoints", map[string]any{"filters": []string{"uncaught"}}},
		{"configurationDone", nil},
	} {
		if err := c.Call(ctx, request.command, request.args, nil); err != nil {
			return err
		}
	}
	go func() { // events must not pile up
		for {
			if _, err := c.Event(ctx); err != nil {
				return
			}
		}
	}()
	return nil
}

// piece has one piece of work done.
func (p *process) piece() (float64, error) {
	if _, err := io.WriteString(p.in, "\n"); err != nil {
		return 0, err
	}
	line, err := p.out.ReadString('\n')
	if err != nil {
		rest, _ := io.ReadAll(p.errs)
		return 0, fmt.Errorf("%w: %s", err, rest)
	}
	return strconv.ParseFloat(strings.TrimSpace(line), 64)
}

func (p *process) end() {
	if p.conn != nil {
		_ = p.conn.Close()
	}
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}
