"""Reading what people wrote: strict YAML with positions, file shapes, rubrics and scenarios."""
