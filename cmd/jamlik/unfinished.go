package main

import (
	"slices"
	"sync"
	"time"
)

// unfinished is what this process has begun and would leave behind if it ended now. It is one for the process, as the signals are that end it.
var unfinished beginnings

// beginnings are things that are undone when the program is told to end.
type beginnings struct {
	writing sync.RWMutex // held for reading by steps that are not to be cut off, and for good by undo

	mu   sync.Mutex
	undo []*func()
}

// add notes how to undo what has been begun, and returns what forgets it again.
func (b *beginnings) add(undo func()) (forget func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	key := &undo
	b.undo = append(b.undo, key)
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.undo = slices.DeleteFunc(b.undo, func(k *func()) bool { return k == key })
	}
}

// hold keeps the end of the program away from a step until release is called. Once the end has begun it never returns. Steps do not hold within steps.
func (b *beginnings) hold() (release func()) {
	b.writing.RLock()
	return b.writing.RUnlock
}

// stop lets no further step begin, and waits for those that are under way, but not for ever: a disk of the network may hang.
func (b *beginnings) stop(atMost time.Duration) {
	within(atMost, b.writing.Lock)
}

// undoAll undoes everything that has been begun, the last first.
func (b *beginnings) undoAll() {
	b.mu.Lock()
	list := slices.Clone(b.undo)
	b.mu.Unlock()
	for _, undo := range slices.Backward(list) {
		(*undo)()
	}
}

// within waits for f to end, but not longer than so.
func within(atMost time.Duration, f func()) {
	done := make(chan struct{})
	go func() {
		f()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(atMost):
	}
}
