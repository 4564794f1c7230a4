package hostile

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	defaultInputs = 300
	defaultSeed   = 1
	deadline      = time.Minute // from one input to the next; on a loaded machine one takes a second at most

	// What reading may hold beside the input: buffers and limits of formats are constant, the rest is in proportion.
	memoryBase      = 192 << 20
	memoryPerByte   = 150
	memoryHardLimit = 3 << 30
)

// childVariable makes a process of the test binary read inputs: the directory of sound files, the seed, and the first and the last input.
const childVariable = "JAMLIK_TEST_HOSTILE_CHILD"

func TestMain(m *testing.M) {
	if task := os.Getenv(childVariable); task != "" {
		if err := child(task); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// told is what a child says of an input, first that it begins, and then how it ended.
type told struct {
	Input   int
	Ended   bool
	Outcome string
	Message string
	Memory  uint64 // that was held at most
	Took    time.Duration
}

func child(task string) error {
	fields := strings.Split(task, "|")
	seed, err := strconv.ParseUint(fields[1], 10, 64)
	if err != nil {
		return err
	}
	from, err := strconv.Atoi(fields[2])
	if err != nil {
		return err
	}
	to, err := strconv.Atoi(fields[3])
	if err != nil {
		return err
	}
	g, err := readGarden(fields[0])
	if err != nil {
		return err
	}
	var held atomic.Uint64
	go watch(&held)
	say := json.NewEncoder(os.Stdout)
	for i := from; i < to; i++ {
		in := g.damaged(seed, i)
		if err := say.Encode(told{Input: i}); err != nil {
			return err
		}
		before := heap()
		held.Store(before)
		start := time.Now()
		what, message := g.outcome(in)
		memory := max(held.Load(), heap())
		if memory -= min(memory, before); memory > memoryBase+memoryPerByte*uint64(len(in.data)) && what != "panic" {
			what, message = "memory", fmt.Sprintf("%d MB for %d bytes; %s", memory>>20, len(in.data), message)
		}
		if err := say.Encode(told{i, true, what, message, memory, time.Since(start)}); err != nil {
			return err
		}
	}
	return nil
}

// watch keeps the most memory that was held, and ends the process when it is too much for the machine.
func watch(held *atomic.Uint64) {
	for ; ; time.Sleep(2 * time.Millisecond) {
		now := heap()
		for old := held.Load(); now > old && !held.CompareAndSwap(old, now); old = held.Load() {
		}
		if now > memoryHardLimit {
			fmt.Fprintf(os.Stderr, "%d MB of memory\n", now>>20)
			os.Exit(1)
		}
	}
}

func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// fromEnvironment returns a number that a variable gives.
func fromEnvironment(t *testing.T, name string, unless int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return unless
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("%s is %q, not a number", name, text)
	}
	return n
}

// buildProgram builds the program, without the race detector.
func buildProgram(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "jamlik")
	if out, err := exec.Command("go", "build", "-o", path, "github.com/jamlik/jamlik/cmd/jamlik").CombinedOutput(); err != nil {
		t.Fatalf("building the program: %v\n%s", err, out)
	}
	return path
}

func TestHostileInputs(t *testing.T) {
	inputs := fromEnvironment(t, "JAMLIK_TEST_HOSTILE", defaultInputs)
	seed := uint64(fromEnvironment(t, "JAMLIK_TEST_HOSTILE_SEED", defaultSeed))
	program, sound := buildProgram(t), t.TempDir()
	plant(t, program, sound)
	g, err := readGarden(sound)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range g.names { // the files themselves are read
		in := input{seed: name, name: name, data: g.files[name]}
		if what, message := g.outcome(in); what != "read" {
			t.Errorf("%s, sound (%d): %s: %s", name, i, what, message)
		}
	}
	t.Run("in process", func(t *testing.T) {
		c := campaign{t: t, g: g, dir: sound, seed: seed, counts: map[[2]string]int{}}
		for from := 0; from < inputs; {
			from = c.run(from, inputs)
		}
		c.print()
	})
	t.Run("program", func(t *testing.T) {
		c := campaign{t: t, g: g, dir: sound, seed: seed, counts: map[[2]string]int{}}
		for i := 0; i < inputs; i += 20 {
			c.throughProgram(program, i+i/20%len(g.names)) // not always the same files
		}
		c.print()
	})
}

// campaign is the inputs of one seed with their outcomes.
type campaign struct {
	t      *testing.T
	g      garden
	dir    string
	seed   uint64
	counts map[[2]string]int // by kind and outcome
	memory uint64
	took   time.Duration
	failed int
}

// run has a child read inputs from the first on, and returns the first that is not read yet. A child that stops answering or dies has met its input.
func (c *campaign) run(from, to int) int {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%d|%d|%d", childVariable, c.dir, c.seed, from, to))
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	var stderr lastOf
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	hung := false
	var once sync.Once
	bell := time.AfterFunc(deadline, func() {
		once.Do(func() { hung = true; _ = cmd.Process.Kill() })
	})
	defer bell.Stop()
	at, ended := from, true
	lines := bufio.NewReader(stdout)
	for {
		line, err := lines.ReadBytes('\n')
		if err != nil {
			break
		}
		bell.Reset(deadline)
		var said told
		if err := json.Unmarshal(line, &said); err != nil {
			c.t.Fatalf("a child says %q: %v", line, err)
		}
		at, ended = said.Input, said.Ended
		if said.Ended {
			c.note(said)
			at++
		}
	}
	err = cmd.Wait()
	switch {
	case hung:
		c.note(told{Input: at, Outcome: "hang"})
	case err != nil:
		c.note(told{Input: at, Outcome: "crash", Message: stderr.String()})
	case ended && at >= to:
		return to
	}
	return at + 1
}

// bad are the outcomes that must not be.
var bad = []string{"panic", "crash", "hang", "memory", "poor message", "partial output", "bad exit status"}

func (c *campaign) note(said told) {
	in := c.g.damaged(c.seed, said.Input)
	c.counts[[2]string{in.kind(), said.Outcome}]++
	c.memory, c.took = max(c.memory, said.Memory), max(c.took, said.Took)
	if file := os.Getenv("JAMLIK_TEST_HOSTILE_MESSAGES"); file != "" {
		if f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644); err == nil {
			fmt.Fprintf(f, "%d\t%v\t%s\t%v\t%dMB\t%s\n", said.Input, in, said.Outcome, said.Took.Round(time.Millisecond), said.Memory>>20, said.Message)
			_ = f.Close() // for people to look at
		}
	}
	if !slices.Contains(bad, said.Outcome) {
		return
	}
	if c.failed++; c.failed > 20 {
		return
	}
	kept := filepath.Join(os.TempDir(), fmt.Sprintf("jamlik-hostile-%d-%d-%s", c.seed, said.Input, filepath.Base(in.name)))
	if err := os.WriteFile(kept, in.data, 0o644); err != nil {
		c.t.Error(err)
	}
	c.t.Errorf("input %d (%v), kept as %s: %s: %.2000s", said.Input, in, kept, said.Outcome, said.Message)
}

// print logs the counts by kind and outcome.
func (c *campaign) print() {
	var outcomes []string
	rows := map[string]map[string]int{}
	for key, n := range c.counts {
		if !slices.Contains(outcomes, key[1]) {
			outcomes = append(outcomes, key[1])
		}
		if rows[key[0]] == nil {
			rows[key[0]] = map[string]int{}
		}
		rows[key[0]][key[1]] += n
	}
	slices.Sort(outcomes)
	var out strings.Builder
	all := map[string]int{}
	line := func(kind string, of map[string]int) {
		sum := 0
		fmt.Fprintf(&out, "%-26s", kind)
		for _, o := range outcomes {
			fmt.Fprintf(&out, "%*d", len(o)+2, of[o])
			all[o] += of[o]
			sum += of[o]
		}
		fmt.Fprintf(&out, "%8d\n", sum)
	}
	fmt.Fprintf(&out, "%-26s  %s     all\n", "", strings.Join(outcomes, "  "))
	for _, kind := range slices.Sorted(maps.Keys(rows)) {
		line(kind, rows[kind])
	}
	line("all", maps.Clone(all))
	c.t.Logf("\n%sat most %d MB beside the input, %v for one\n", out.String(), c.memory>>20, c.took.Round(time.Millisecond))
}

// lastOf keeps the last that was written to it.
type lastOf struct{ text []byte }

func (l *lastOf) Write(b []byte) (int, error) {
	l.text = append(l.text, b...)
	if len(l.text) > 1<<16 {
		l.text = append(l.text[:0:0], l.text[:1<<15]...)
	}
	return len(b), nil
}

func (l *lastOf) String() string { return string(l.text[:min(len(l.text), 3000)]) }
