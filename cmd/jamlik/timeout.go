package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/pflag"

	"github.com/jamlik/jamlik/indicators"
)

// timeout is the value of --timeout: how long servers are waited for, and without end where it is 0.
type timeout time.Duration

// register adds --timeout to the flags of a command.
func (t *timeout) register(fl *pflag.FlagSet) {
	fl.Var(t, "timeout", "give up servers and files that take longer than this, such as 30s or 2h; without it, wait")
}

// Set reads the value of the flag.
func (t *timeout) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return errors.New("want a time, such as 30s or 2h")
	}
	*t = timeout(d)
	return nil
}

// String returns the flag as the user writes it, nothing where there is no end.
func (t *timeout) String() string {
	if *t == 0 {
		return ""
	}
	return time.Duration(*t).String()
}

// Type names what is wanted in the help.
func (t *timeout) Type() string { return "duration" }

// limit returns a context that ends when the time is over, with an error that says so, or when the one given ends.
func (t timeout) limit(ctx context.Context) (context.Context, context.CancelFunc) {
	if t == 0 {
		return context.WithCancel(ctx)
	}
	over := indicators.Problem{What: fmt.Sprintf("the time of --timeout, %v, is over", time.Duration(t)), Remedy: "give it longer, or ask for less"}
	return context.WithTimeoutCause(ctx, time.Duration(t), over)
}
