"""What events are in any language: how a trigger is read, which days it has, and what status comes of both."""
