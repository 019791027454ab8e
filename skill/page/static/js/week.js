// This week's exercise as a chart, from what the skill keeps.

export function showWeek() {}
