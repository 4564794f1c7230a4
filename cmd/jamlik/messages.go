package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/jamlik/jamlik/indicators/lang"
)

// warn prints warnings in order; under --quiet they only count, for --strict.
func (p *program) warn(ws ...error) {
	for _, w := range ws {
		p.warned++
		if !p.quiet || p.strict {
			p.message("warning", w.Error())
		}
	}
}

// inform says what a result rests on; not under --quiet.
func (p *program) inform(text string) {
	if !p.quiet {
		p.message("info", text)
	}
}

// strictError is the failure that warnings are under --strict.
func (p *program) strictError() error {
	if !p.strict || p.warned == 0 {
		return nil
	}
	return fmt.Errorf("--strict: failed because of %s", lang.Count(p.warned, "warning"))
}

func (p *program) reportError(err error) {
	told := map[string]bool{} // a full disk fails every file for one reason
	for _, e := range flatten(err) {
		if text := e.Error(); !told[text] {
			told[text] = true
			p.message("error", text)
		}
	}
}

// longestMessage is the most that is printed of one message; those that hold so much hold a part of a file.
const longestMessage = 16 << 10

// message writes one message to stderr in the chosen form.
func (p *program) message(level, text string) {
	if p.ending.Load() { // and that has been said
		return
	}
	p.writeMessage(level, text)
}

func (p *program) writeMessage(level, text string) {
	if p.jsonLog.Load() {
		b, _ := json.Marshal(struct {
			Level   string `json:"level"`
			Message string `json:"message"`
		}{level, text})
		fmt.Fprintf(p.stderr, "%s\n", harmless(b))
		return
	}
	// What follows the first line is set in, lest a text of a file passes for a message.
	text = strings.ReplaceAll(lang.Cut(text, longestMessage), "\n", "\n  ")
	fmt.Fprintf(p.stderr, "jamlik: %s: %s\n", level, harmless([]byte(text)))
}

// flatten returns the errors that errors.Join put together, in order.
func flatten(err error) []error {
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) && err == joined.(error) {
		var out []error
		for _, e := range joined.Unwrap() {
			out = append(out, flatten(e)...)
		}
		return out
	}
	return []error{err}
}

// progress returns a function that a step calls with how much is done. It draws a bar on a terminal and nothing elsewhere.
func (p *program) progress(what string) func(done, total int) {
	f, ok := p.stderr.(*os.File)
	if p.quiet || p.logFormat == "json" || !ok || !term.IsTerminal(int(f.Fd())) {
		return func(int, int) {}
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if bar == nil {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(what),
				progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))
		}
		_ = bar.Set(done) // a bar that cannot be drawn must not stop the work
	}
}
