package fetch

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jamlik/jamlik/indicators/lang"
)

// expression is one way to select values: a code, a mask, or one of the functions below.
type expression struct {
	text          string
	function      string // "" for a code or a mask
	count, offset int    // of top and bottom
	first, last   string // of from, to and range
}

// functions are what a selection can call besides codes and masks.
var functions = []string{"top", "bottom", "from", "to", "range"}

// parseExpression reads a selection. What looks like no function is a code or a mask.
func parseExpression(text string) (expression, error) {
	e := expression{text: text}
	if text == "" {
		return e, fmt.Errorf("the empty text selects nothing")
	}
	name, rest, ok := strings.Cut(text, "(")
	if !ok || !strings.HasSuffix(rest, ")") {
		return e, nil
	}
	name = strings.ToLower(strings.TrimSpace(name))
	if !slices.Contains(functions, name) {
		return e, nil // some codes have brackets
	}
	e.function = name
	inside := strings.TrimSuffix(rest, ")")
	switch name {
	case "top", "bottom":
		count, offset, more := strings.Cut(inside, ",")
		var err error
		if e.count, err = strconv.Atoi(strings.TrimSpace(count)); err != nil || e.count < 1 {
			return e, fmt.Errorf("%s needs a number of values, as in %s(3)", text, name)
		}
		if more {
			if e.offset, err = strconv.Atoi(strings.TrimSpace(offset)); err != nil || e.offset < 0 {
				return e, fmt.Errorf("%s has no number of values to pass by after the comma, as in %s(3,1)", text, name)
			}
		}
	case "from":
		e.first = strings.TrimSpace(inside)
	case "to":
		e.last = strings.TrimSpace(inside)
	case "range":
		a, b, ok := strings.Cut(inside, ",")
		e.first, e.last = strings.TrimSpace(a), strings.TrimSpace(b)
		if !ok || e.first == "" || e.last == "" {
			return e, fmt.Errorf("%s needs two codes, as in range(2020,2024)", text)
		}
	}
	if name == "from" && e.first == "" || name == "to" && e.last == "" {
		return e, fmt.Errorf("%s needs a code, as in %s(2020)", text, name)
	}
	return e, nil
}

// isMask tells whether an expression is a mask.
func (e expression) isMask() bool { return e.function == "" && strings.ContainsAny(e.text, "*?") }

// expand returns the codes that expressions select, in the order that the publisher lists them, each once. Of time, top is the latest and
// from and to follow the calendar, however the publisher orders it. What is wrong comes with what was probably meant.
func expand(expressions, codes []string, time bool) (selected []string, wrong []string) {
	at := make(map[string]int, len(codes))
	for i, c := range codes {
		if _, twice := at[c]; !twice {
			at[c] = i
		}
	}
	order := make([]int, len(codes)) // positions by the calendar, or as listed
	for i := range order {
		order[i] = i
	}
	if time && len(codes) > 1 && codes[0] > codes[len(codes)-1] {
		slices.Reverse(order)
	}
	chosen := make([]bool, len(codes))
	for _, text := range expressions {
		if i, ok := at[text]; ok { // a code of the publisher's is that code, whatever it looks like
			chosen[i] = true
			continue
		}
		e, err := parseExpression(text)
		if err != nil {
			wrong = append(wrong, err.Error())
			continue
		}
		from, to := 0, len(order) // of the positions in order
		switch e.function {
		case "":
			if !e.isMask() {
				wrong = append(wrong, unknown("value", text, codes))
				continue
			}
			found := false
			for i, c := range codes {
				if masked(e.text, c) {
					chosen[i], found = true, true
				}
			}
			if !found {
				wrong = append(wrong, fmt.Sprintf("the mask %q fits none of the %s, such as %s", text, lang.Count(len(codes), "value"), strings.Join(codes[:min(len(codes), 3)], ", ")))
			}
			continue
		case "top", "bottom":
			last := (e.function == "top") == time
			count, offset := min(e.count, len(order)), min(e.offset, len(order))
			from, to = offset, min(offset+count, len(order))
			if last {
				from, to = max(len(order)-offset-count, 0), len(order)-offset
			}
		default:
			missing := false
			for _, end := range []string{e.first, e.last} {
				if _, ok := at[end]; end != "" && !ok {
					wrong = append(wrong, unknown("value", end, codes)+" in "+text)
					missing = true
				}
			}
			if missing {
				continue
			}
			if e.first != "" {
				from = slices.Index(order, at[e.first])
			}
			if e.last != "" {
				to = slices.Index(order, at[e.last]) + 1
			}
		}
		if from >= to {
			wrong = append(wrong, text+" selects nothing")
			continue
		}
		for _, i := range order[from:to] {
			chosen[i] = true
		}
	}
	for i, c := range codes {
		if chosen[i] && at[c] == i {
			selected = append(selected, c)
		}
	}
	return selected, wrong
}

// unknown says that a name is not among the known, and which was probably meant.
func unknown(kind, name string, known []string) string {
	what := fmt.Sprintf("unknown %s %q", kind, name)
	if near, ok := lang.Nearest(name, known); ok {
		return what + fmt.Sprintf("; did you mean %q?", near)
	}
	return what
}

// masked tells whether a code fits a mask: * stands for any characters, ? for one.
func masked(mask, code string) bool {
	m, c := []rune(mask), []rune(code)
	star, mark, i, j := -1, 0, 0, 0
	for j < len(c) {
		switch {
		case i < len(m) && m[i] == '*':
			star, mark = i, j
			i++
		case i < len(m) && (m[i] == '?' || m[i] == c[j]):
			i++
			j++
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(m) && m[i] == '*' {
		i++
	}
	return i == len(m)
}
