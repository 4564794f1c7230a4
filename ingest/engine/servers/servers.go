// Package servers starts real databases for tests: processes of their own on free ports of the loopback interface, with their data in one temporary directory. All
// of it is gone when the tests are, however they end: a process outside them waits for their end, kills what they started and removes the directory.
package servers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// ErrAbsent is the error of a database that is not installed.
var ErrAbsent = errors.New("not installed")

// Need skips a test whose database is not installed, and fails it where it could not be started, or where JAMLIK_TEST_REQUIRE has "servers" among its words.
func Need(t testing.TB, err error) {
	t.Helper()
	switch {
	case err == nil:
	case errors.Is(err, ErrAbsent) && !slices.Contains(strings.Split(os.Getenv("JAMLIK_TEST_REQUIRE"), ","), "servers"):
		t.Skip(err)
	default:
		t.Fatal(err)
	}
}

// Group is the servers of one program. It is not safe for concurrent use.
type Group struct {
	dir      string
	warden   *exec.Cmd
	lifeline io.Closer // the warden acts when this ends, which it does with the program
	servers  int
}

// warden waits until its input ends, which it does when the program that holds the other end is no more. A server of PostgreSQL that is asked to quit removes its
// shared memory itself.
const warden = `cat >/dev/null
cd "$1" || exit
for f in */pid; do [ -e "$f" ] && p=$(cat "$f") && { kill -CONT -- -$p $p; kill -QUIT $p; } ; done 2>/dev/null
for i in 1 2 3 4 5 6 7 8 9 10; do
	alive=; for f in */pid; do [ -e "$f" ] && kill -0 $(cat "$f") && alive=1; done 2>/dev/null
	[ -z "$alive" ] && break; sleep 0.1
done
for f in */pid; do [ -e "$f" ] && p=$(cat "$f") && kill -9 $p $(cat /proc/$p/task/*/children) ; done 2>/dev/null
for f in */data/postmaster.pid; do [ -e "$f" ] && set -- "$1" $(sed -n 7p "$f") && ipcrm -m "$3"; done 2>/dev/null
cd /; for i in 1 2 3 4 5; do rm -rf "$1" && break; sleep 0.2; done 2>/dev/null`

// NewGroup makes the directory and starts what watches over it.
func NewGroup() (*Group, error) {
	dir, err := os.MkdirTemp("", "jamlik-servers-")
	if err != nil {
		return nil, err
	}
	// Servers that do not run as root must pass through it.
	if err := os.Chmod(dir, 0o711); err != nil {
		return nil, err
	}
	w := exec.Command("sh", "-c", warden, "warden", dir)
	w.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	lifeline, err := w.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := w.Start(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return &Group{dir: dir, warden: w, lifeline: lifeline}, nil
}

// Dir is the temporary directory, for what tests write besides.
func (g *Group) Dir() string { return g.dir }

// Close ends all servers and removes their data.
func (g *Group) Close() error {
	err := g.lifeline.Close()
	g.warden.Wait()
	if _, gone := os.Stat(g.dir); gone == nil {
		return errors.Join(err, fmt.Errorf("%s could not be removed", g.dir))
	}
	return err
}

// Server is a process that listens on a port of 127.0.0.1. After [Server.Kill] it can be started again on the same port with the same data.
type Server struct {
	Port int
	// TLSPort is where ClickHouse takes connections with TLS, which PostgreSQL does on Port. HTTPPort is where it takes statements by HTTP.
	TLSPort, HTTPPort int

	dir     string
	command func() *exec.Cmd
	answers func() error // nil when the server takes queries
	running *exec.Cmd
	ended   chan struct{}
}

// server makes the directory of a new server.
func (g *Group) server(kind string) (*Server, error) {
	g.servers++
	s := &Server{dir: filepath.Join(g.dir, kind+strconv.Itoa(g.servers))}
	if err := os.Mkdir(s.dir, 0o755); err != nil {
		return nil, err
	}
	var err error
	if s.Port, err = freePort(); err != nil {
		return nil, err
	}
	if s.TLSPort, err = freePort(); err != nil {
		return nil, err
	}
	s.HTTPPort, err = freePort()
	return s, err
}

// freePort returns a port that nobody listens on. Another process may take it before the server does, which then fails to start.
func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// Start starts the server and waits until it takes queries.
func (s *Server) Start() error {
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	c := s.command()
	c.Stdout, c.Stderr = log, log
	if c.SysProcAttr == nil {
		c.SysProcAttr = &syscall.SysProcAttr{}
	}
	c.SysProcAttr.Setsid = true
	if err := c.Start(); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(s.dir, "pid"), []byte(strconv.Itoa(c.Process.Pid)), 0o644); err != nil {
		return err
	}
	s.running, s.ended = c, make(chan struct{})
	go func() { c.Wait(); close(s.ended) }()
	deadline := time.After(3 * time.Minute)
	for {
		err := s.answers()
		if err == nil {
			return nil
		}
		select {
		case <-s.ended:
			return fmt.Errorf("%s ended at once: %s", c.Path, s.tail())
		case <-deadline:
			return fmt.Errorf("%s takes no queries after three minutes (%w): %s", c.Path, err, s.tail())
		case <-time.After(30 * time.Millisecond):
		}
	}
}

func (s *Server) tail() string {
	log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
	return string(log[max(0, len(log)-2000):])
}

// Log returns what the server has written to its log.
func (s *Server) Log() ([]byte, error) { return os.ReadFile(filepath.Join(s.dir, "log")) }

// Kill ends the server and all its processes as a loss of power would. When it returns none of them is left: PostgreSQL does not start again while one still has its memory.
func (s *Server) Kill() {
	killed := s.signal(syscall.SIGKILL)
	<-s.ended
	for _, child := range killed {
		await(child, "")
	}
}

// Freeze stops the server and all its processes where they are: they hold their connections and answer nothing.
func (s *Server) Freeze() { s.signal(syscall.SIGSTOP) }

// Thaw lets a frozen server go on.
func (s *Server) Thaw() { s.signal(syscall.SIGCONT) }

// signal sends a signal to the server and to its processes, the processes first that the server may not replace them, and returns which they are.
func (s *Server) signal(sig syscall.Signal) (children []int) {
	pid := s.running.Process.Pid
	syscall.Kill(pid, syscall.SIGSTOP)
	await(pid, "T")
	children = s.children()
	for _, child := range children {
		syscall.Kill(child, sig)
	}
	syscall.Kill(pid, sig)
	return children
}

// await waits until a process has ended or is in one of the states of proc(5), but not longer than a minute: a signal that is sent has not yet come.
func await(pid int, states string) {
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			return
		}
		// The state is after the name, which is in brackets and may have brackets.
		if state := bytes.TrimLeft(stat[bytes.LastIndexByte(stat, ')')+1:], " "); len(state) == 0 || strings.IndexByte(states+"ZX", state[0]) >= 0 {
			return
		}
	}
}

// KillChild ends the youngest process of the server, as a loss of power of the machine that it is on would.
func (s *Server) KillChild() error {
	all := s.children()
	if len(all) == 0 {
		return errors.New("the server has no processes")
	}
	return syscall.Kill(slices.Max(all), syscall.SIGKILL)
}

func (s *Server) children() []int {
	var out []int
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", s.running.Process.Pid))
	for _, thread := range threads {
		children, _ := os.ReadFile(thread)
		for _, child := range strings.Fields(string(children)) {
			if n, err := strconv.Atoi(child); err == nil {
				out = append(out, n)
			}
		}
	}
	return out
}

// Dir is the directory of the server's data.
func (s *Server) Dir() string { return s.dir }

// run runs a program to its end.
func run(c *exec.Cmd) error {
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	end := context.AfterFunc(ctx, func() { c.Process.Kill() })
	defer end()
	if out, err := c.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", c.Path, err, out)
	}
	return nil
}
