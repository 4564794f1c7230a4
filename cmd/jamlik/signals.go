package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// endings are the signals that tell the program to end. The terminal sends the first, services the second, a terminal that is closed the third.
var endings = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}

// exitSignal and the number of a signal are the exit status of a program that a signal ended, as shells have it.
const exitSignal = 128

// unwindTime is how long work may take that ends by itself when its context does.
const unwindTime = 2 * time.Second

// untilSignal does the work of the program, and returns early where a signal tells it to end: then nothing is left half-written, and what was there is as
// it was. A second signal ends the program at once.
func (p *program) untilSignal(work func() int) int {
	told := make(chan os.Signal, 1)
	for _, s := range endings {
		if !signal.Ignored(s) { // as nohup has it
			signal.Notify(told, s)
		}
	}
	defer signal.Stop(told)
	var cancel context.CancelFunc
	p.ctx, cancel = context.WithCancel(context.Background())
	defer cancel()
	ended := make(chan int, 1)
	go func() { ended <- work() }()
	select {
	case code := <-ended:
		return code
	case s := <-told:
		signal.Stop(told) // the next one ends the program as if there were nothing here
		p.ending.Store(true)
		p.writeMessage("error", fmt.Sprintf("stopped by a signal (%v): nothing is left half-written, and the same command begins again or, with fetch, goes on", s))
		unfinished.stop(unwindTime)
		cancel()
		for end := time.Now().Add(unwindTime); p.unwinding.Load() > 0 && time.Now().Before(end); {
			time.Sleep(10 * time.Millisecond)
		}
		unfinished.undoAll()
		if n, ok := s.(syscall.Signal); ok {
			return exitSignal + int(n)
		}
		return exitFailed
	}
}

// context returns a context that ends when the program is told to end, for work that then ends by itself, within [unwindTime], and is waited for. done
// says that it has ended.
func (p *program) context() (ctx context.Context, done func()) {
	if p.ctx == nil { // no program, but a part of it in a test
		return context.Background(), func() {}
	}
	p.unwinding.Add(1)
	return p.ctx, func() { p.unwinding.Add(-1) }
}
