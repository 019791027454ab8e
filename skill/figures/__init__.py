"""Pictures of the exercises: a pose as data becomes a figure, and a figure SVG or an Alexa vector graphic."""
