package lang

import "unicode/utf8"

// Cut returns a text of at most so many bytes: what is longer loses its middle, for messages say at their ends what is wrong and what to do. It is for texts
// that hold a part of somebody's file, which may be of any length.
func Cut(text string, most int) string {
	const gap = " […] "
	if len(text) <= most || most < 2*len(gap) {
		return text
	}
	head, tail := (most-len(gap))*2/3, len(text)-(most-len(gap))/3
	for head > 0 && !utf8.RuneStart(text[head]) {
		head--
	}
	for tail < len(text) && !utf8.RuneStart(text[tail]) {
		tail++
	}
	return text[:head] + gap + text[tail:]
}
