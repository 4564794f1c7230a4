// Package inequality holds indices of how unequally a quantity is spread over persons or areas.
package inequality
