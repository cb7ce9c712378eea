package session

import (
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/asynctools/asynctools/runtime/inspect"
)

// Program is a target and what outlives the sessions that look at it: whether
// it runs, what it stopped on, how it ended. It is the receiver of the target's
// events and passes them to the one session that watches, if any.
type Program struct {
	target inspect.Target
	name   string
	done   chan struct{} // closed when the program has ended

	inspecting sync.Mutex // held while Inspect has the target

	mu       sync.Mutex // guards what follows
	state    programState
	stop     inspect.Stop // why it is stopped
	code     int          // exit status, once it has ended
	watcher  *Session
	taken    chan struct{} // closed when the session that has the program lets go of it; nil without one
	ready    bool          // the watcher is configured: it may hear of stops and the end
	sources  []inspect.Source
	isLoaded map[string]bool
	modules  []inspect.Source // by name; the latest source of each
	moduleAt map[string]int
	caught   chan<- bool // where Inspect waits for a stop

	watched atomic.Bool // watcher is set
}

type programState int

const (
	notStarted programState = iota
	running
	stopped
	ended
)

// NewProgram makes a target that has not been started available to sessions.
func NewProgram(target inspect.Target, name string) *Program {
	return &Program{target: target, name: name, done: make(chan struct{}), isLoaded: map[string]bool{}, moduleAt: map[string]int{}}
}

// Start begins execution, unless a session did so already.
func (p *Program) Start(stopOnEntry bool) error {
	p.mu.Lock()
	if p.state != notStarted {
		p.mu.Unlock()
		return nil
	}
	p.state = running
	p.mu.Unlock()
	if err := p.target.Start(p, stopOnEntry); err != nil {
		p.mu.Lock()
		p.state = notStarted
		p.mu.Unlock()
		return err
	}
	return nil
}

// Started reports whether execution has begun.
func (p *Program) Started() bool {
	state, _ := p.currentState()
	return state != notStarted
}

// Done is closed when the program has ended and its watcher has been told.
func (p *Program) Done() <-chan struct{} { return p.done }

// ExitCode is the program's exit status; it counts once Done is closed.
func (p *Program) ExitCode() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.code
}

// patience is how long a session waits for the one before it to be gone: a client
// that leaves and comes again at once is not told that it stands in its own way.
const patience = 2 * time.Second

// watch makes s the receiver of events. Only one session can be it.
func (p *Program) watch(s *Session) bool {
	late := time.After(patience)
	for {
		p.mu.Lock()
		taken := p.taken
		if taken == nil {
			p.taken = make(chan struct{})
			p.watcher, p.ready = s, false
			p.watched.Store(true)
			p.mu.Unlock()
			return true
		}
		p.mu.Unlock()
		select {
		case <-taken:
		case <-late:
			return false
		}
	}
}

// tellFromNow is called when the watcher is configured. It returns the state of
// which the watcher has not heard yet.
func (p *Program) tellFromNow() (programState, inspect.Stop) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ready = true
	return p.state, p.stop
}

// unwatch ends what watch began, but for the session's hold on the program.
func (p *Program) unwatch(s *Session) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.watcher == s {
		p.watcher = nil
		p.watched.Store(false)
	}
}

// vacate lets another session have the program.
func (p *Program) vacate() {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.taken)
	p.taken = nil
}

func (p *Program) currentState() (programState, inspect.Stop) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state, p.stop
}

// resume runs f, which sets the stopped target going. The state changes first:
// the next stop may be reported before f returns.
func (p *Program) resume(f func() error) error {
	p.mu.Lock()
	switch p.state {
	case notStarted, running:
		p.mu.Unlock()
		return inspect.ErrRunning
	case ended:
		p.mu.Unlock()
		return inspect.ErrExited
	}
	stop := p.stop
	p.state = running
	p.mu.Unlock()
	err := f()
	if err != nil {
		p.mu.Lock()
		if p.state == running {
			p.state, p.stop = stopped, stop
		}
		p.mu.Unlock()
	}
	return err
}

// letGo says that a stopped target will go on by itself, to its end.
func (p *Program) letGo() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.state == stopped {
		p.state = running
	}
}

func (p *Program) loaded() []inspect.Source {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.sources)
}

func (p *Program) loadedModules() []inspect.Source {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.modules)
}

// change applies f under the lock and returns the session to tell about it.
func (p *Program) change(f func()) *Session {
	p.mu.Lock()
	defer p.mu.Unlock()
	f()
	if !p.ready {
		return nil
	}
	return p.watcher
}

// listener is the session to tell about what is no change of state.
func (p *Program) listener() *Session {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.watcher
}

// The methods of inspect.Events.

// Stopped implements inspect.Events.
func (p *Program) Stopped(stop inspect.Stop) {
	if p.catch(stop) {
		return
	}
	if s := p.change(func() { p.state, p.stop = stopped, stop }); s != nil {
		s.onStopped(stop)
	}
}

// Continued implements inspect.Events.
func (p *Program) Continued() {
	known := false
	s := p.change(func() {
		known = p.state == running
		if p.state == stopped {
			p.state = running
		}
	})
	// A resume that a request asked for was answered by its response.
	if s != nil && !known {
		s.onContinued()
	}
}

// Output implements inspect.Events.
func (p *Program) Output(out inspect.Output) {
	if s := p.listener(); s != nil {
		s.onOutput(out)
		return
	}
	// Nobody watches: what the target has to say goes where the program's own
	// complaints go.
	_, _ = os.Stderr.WriteString(out.Text)
}

// Writes implements inspect.Writes.
func (p *Program) Writes(stream, path string, line int) {
	if s := p.listener(); s != nil {
		s.onWrites(stream, path, line)
	}
}

// WantsTasks implements inspect.Events.
func (p *Program) WantsTasks() bool { return p.watched.Load() }

// TasksChanged implements inspect.Events.
func (p *Program) TasksChanged(changes inspect.TaskChanges) {
	if s := p.listener(); s != nil {
		s.news.tasks(changes)
	}
}

// SourceLoaded implements inspect.Events.
func (p *Program) SourceLoaded(src inspect.Source) {
	isNew := false
	module := "" // what became of it
	p.change(func() {
		if isNew = !p.isLoaded[src.Path]; isNew {
			p.isLoaded[src.Path] = true
			p.sources = append(p.sources, src)
		}
		at, known := p.moduleAt[src.Module]
		switch {
		case !known:
			module = "new"
			p.moduleAt[src.Module] = len(p.modules)
			p.modules = append(p.modules, src)
		case p.modules[at] != src:
			module, p.modules[at] = "changed", src
		}
	})
	s := p.listener()
	if s == nil {
		return
	}
	if isNew {
		s.onSourceLoaded(src)
	}
	if module != "" {
		s.onModule(module, src)
	}
}

// BreakpointChanged implements inspect.Events.
func (p *Program) BreakpointChanged(bp inspect.Breakpoint) {
	if s := p.listener(); s != nil {
		s.onBreakpointChanged(bp)
	}
}

// Exited implements inspect.Events.
func (p *Program) Exited(code int) {
	s := p.change(func() { p.state, p.code = ended, code })
	if s == nil {
		close(p.done)
		return
	}
	s.onExited(code)
	// The process may end with done, but not before the request that led here
	// (a program can be short) has its answer.
	// Nor before the answer to an evaluation that going on has ended.
	go func() {
		s.slow.wait(leaveTime)
		s.out.quiet()
		close(p.done)
	}()
}

// baseName is a path as a tab would show it.
func baseName(path string) string {
	if filepath.IsAbs(path) {
		return filepath.Base(path)
	}
	return path
}
